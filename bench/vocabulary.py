"""The words that the made-up diary is put together from, in several scripts."""

from __future__ import annotations

ADJECTIVES = """Silent Long Last Burning Hidden Broken Quiet Distant Golden Wild Crimson Lonely
Endless Bitter Sleeping Borrowed Forgotten Paper Glass Iron Northern Southern Blue Pale Hollow
Second Stolen Unwritten Late Early Small Great Strange Gentle Sudden Foreign Invisible Hungry
Electric Frozen Drowned Restless Tender Wooden Velvet Narrow Empty Secret Faithful Blind""".split()
NOUNS = """River Window Garden Station Summer Winter Letter Bridge House Train Mirror Harbour
Shadow Street Orchard Soldier Daughter Stranger Clock Island Road Lantern Piano Sparrow Kingdom
Circus Machine Sea Voyage Night Morning Promise Hotel Doctor Thief Bride Storm Field Wolf Horse
Snow Ferry Teacher Painter Balloon Staircase Telephone Circle Border Village Dancer Valley Crane
Rain Oath Suitcase Salt Ashes Tower Widow Carnival Fire Cinema Afternoon Violin Compass Well
""".split()
PLACES = """Lisbon Warsaw Kyiv Tbilisi Dakar Cairo Osaka Havana Naples Prague Vienna Bergen
Marseille Odesa Tangier Bombay Kolkata Lima Bucharest Sofia Vilnius Riga Tehran Beirut Hanoi
Trieste Minsk Tallinn Algiers Santiago Oaxaca Seville Turin Lyon Reykjavík Łódź Zürich Malmö
""".split()

LATIN_TITLES = (  # pattern, first words, second words
    (
        "{0} {1}",
        "L'été|La nuit|Le garçon|L'étoile|La forêt|Le château|Les élèves".split("|"),
        "d'hiver|sans mémoire|à Orléans|des âmes|du côté noir|retrouvée".split("|"),
    ),
    (
        "{0} {1}",
        "Život Příběh Dům Stín Ostře Láska Děvče Světlo".split(),
        "sledované ztracené nekonečné černé žluté bílé tiché poslední".split(),
    ),
    (
        "{0} {1}",
        "Popiół Miłość Ślepy Różaniec Dzień Człowiek Księżyc Łódka".split(),
        "żelaza światła północy przypadku gwiazd śniegu ciszy źródła".split(),
    ),
    (
        "{0} {1}",
        "Die Straße|Der König|Über Städte|Das Mädchen|Die Brücke|Der müde Tod".split("|"),
        "der Träume|im Frühling|ohne Rückkehr|aus Böhmen|des Löwen|vor Mitternacht".split("|"),
    ),
    (
        "{0} {1}",
        "El corazón|La canción|Los niños|El árbol|Señora|El jardín".split("|"),
        "de la mañana|sin adiós|del ángel|en otoño|de São Tomé|y el océano".split("|"),
    ),
    (
        "{0} {1}",
        "Høst|Sommaren|Kvällen|Fjærland|Människan|Sjön|Vägen".split("|"),
        "på gården|utan slut|och döden|i Tromsø|före stormen|hos änglarna".split("|"),
    ),
)
CYRILLIC = (
    "Летят Белые Тихие Дальние Двадцать Старые Осенние Последние Солнечные Забытые Чужие".split(),
    "журавли дома поезда берега письма облака часы дороги птицы яблоки сны окна солдаты".split(),
    "войны детства тишины севера реки мая города любви дождя степи".split(),
)
JAPANESE = (
    "東京 雨月 晩春 静かな 赤い 遠い 最後の 夏の 浮き 秋の 白い 眠る 忘れられた 海辺の".split(),
    "物語 家族 列車 少年 手紙 夜明け 階段 花嫁 川 兵隊 影 鶴 雪 映画館 夢 劇場".split(),
)
ARABIC = (
    "باب ليل صمت طريق بيت قطار رسالة ظل عصفور ليالي حلم أرض".split(),
    "القاهرة الحديد الصحراء المدينة البحر الشتاء الغريب النهر الأرض القمر الخريف".split(),
)

GIVEN = """Anna Boris Chiara Dmitri Élodie František Greta Hideo Ingrid Jürgen Kateryna László
María Nina Olga Paweł Quentin Rosa Sven Tatyana Ulla Viktor Wanda Xavier Yasujiro Zofia Agnès
Béla Claire Dziga Emir Fatima Guru Hiroshi Idrissa Jean Kinuyo Larisa Mikhail Nadia Ousmane
Pedro Ritwik Satyajit Toshiro Youssef Zhang Søren Łucja Ömer""".split()
FAMILY = """Almeida Bergström Carvalho Dvořák Eriksen Fernández Grabowski Haddad Ivanova Järvinen
Kovács Lindqvist Moreau Novák Okafor Petrov Quintero Rossi Sato Tanaka Urbański Vasilyev Weiss
Xu Yılmaz Zaytsev Abramov Benoît Chaudhuri Diop Egorova Fukuda Gómez Hosseini Ishikawa Jansen
Khalil Larsen Mizuno Nguyen Ozu Pawlak Roy Shepitko Tarr Ueda Varga Wójcik Yamada Zhao""".split()

GENRES = """Drama Romance War Comedy Documentary Crime Western Horror Musical Animation
Thriller History Fantasy Family Mystery Short Noir Adventure""".split()
COUNTRIES = """France|Soviet Union|Japan|United States|Italy|Poland|Czechoslovakia|India|Senegal|
Egypt|Sweden|West Germany|Hungary|Brazil|Iran|Mexico|Georgia|Ukraine|United Kingdom""".replace(
    "\n", ""
).split("|")
LANGUAGES = """French Russian Japanese English Italian Polish Czech Bengali Wolof Arabic Swedish
German Hungarian Portuguese Persian Spanish Georgian Ukrainian""".split()
TAGS = """war|black and white|rare|silent|35 mm|restored|festival|long take|first film|remake|
seen with subtitles|christmas|train|sea|road movie|school|made me cry|asleep for a bit|
live music|double bill""".replace("\n", "").split("|")
COMPANIONS = "Nina Tom Zoë Jörg Мария Ahmed Léa Sam Grandmother Yuki Ola Ines".split()
FORMATS = "Stream DCP DVD|35 mm|Blu-ray|16 mm|VHS|TV".replace(" DCP ", "|DCP|").split("|")
SOURCES = (  # name, kind
    *(
        (f"{name} Cinema", "cinema")
        for name in "Arena Astra Lux Rex Orion Zenit Roma Savoy".split()
    ),
    *(
        (name, "cinema")
        for name in ("Kino Światowid", "Кинотеатр Мир", "Ciné Étoile", "神保町シアター")
    ),
    *((f"{name} Streams", "service") for name in "Northern Lantern Criterium Fable Atlas".split()),
    *(
        (f"{name} Online", "site")
        for name in "Rare Films|Silent Era|Balkan Cinema|Archive".split("|")
    ),
    ("Corner Video", "shop"),
    ("Second Reel", "shop"),
    ("City Library", "library"),
    ("Film Museum Library", "library"),
    ("My shelf", "shelf"),
    ("Zoë's shelf", "shelf"),
    ("Uncle Jörg's VHS boxes", "shelf"),
)

ENGLISH = """the a of and to is in it that with as for she he they on but this film not at by from
his her who which one was when all there so an are be have what like more into up out then never
after before over through only still face camera light long shot time scene story man woman war
love death house room window voice hands silence city street train night morning winter summer
child father mother memory end begin wait walk run look see hear speak laugh cry remember forget
music score edit cut frame close distance black white colour grain restored print audience seat
funny sad tender cruel slow quick patient strange familiar simple perfect flawed boring brilliant
actor actress performance director script dialogue accent costume snow rain river bridge field
crowd soldier letter photograph mirror door clock lamp shadow birch horse dog bird crane station
hope fear anger shame pride guilt grief joy desire duty luck fate choice secret truth lie promise
nothing everything somebody nobody again almost perhaps suddenly slowly finally already together
staircase lighthouse accordion cathedral gramophone telegram umbrella scaffold overture monologue
flashback projection nitrate intertitle handheld deep-focus tracking pan zoom dolly montage
""".split()
RUSSIAN = """и в не на он она что с это как фильм война любовь камера лицо свет дом дорога снег
поезд мать отец письмо тишина долго потом снова никогда вместе актёр сцена конец начало музыка
город ночь утро глаза руки память надежда страх""".split()
GERMAN = """und der die das ein eine nicht ist mit von zu auf für Film Krieg Liebe Kamera Gesicht
Licht Haus Straße Schnee Zug Mutter Vater Brief Stille lange dann wieder niemals zusammen
Schauspieler Szene Ende Anfang Musik Stadt Nacht Morgen Augen Hände Gedächtnis Hoffnung Angst schön
größer über während müde""".split()
JAPANESE_WORDS = """この映画は 戦争と 愛の物語で 静かに カメラが 彼女の顔を 見つめる 雪の夜に 列車が
母の手紙 沈黙の中で 光と影 長い階段を 走る 最後に 鶴が 空へ 記憶の 街の音楽 とても 美しい
それでも 私は 忘れない""".split()
SYLLABLES = """ba be co da del en fer gan har is ka lo mar nor o pel qui ras sen tor u val win xa
yel zan chi sto bri gle""".split()
HEADINGS = """The story|The cinematography|The faces|Sound and silence|What stays|Second thoughts|
The print|Why now|The music""".replace("\n", "").split("|")
