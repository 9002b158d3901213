"""A small folder of IMDb's files, each line of which a test may change."""

from __future__ import annotations

import gzip
from pathlib import Path

FILES = {
    "title.ratings.tsv.gz": """\
tconst averageRating numVotes
tt0050634 8.3 30000
tt10000000 6.1 12
tt0000009 5.5 7
""",
    "title.basics.tsv.gz": """\
tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres
tt0000009 movie "Quoted"~at~first "Quoted"~at~first 0 1894 \\N 45 Romance
tt0050634 movie The~Cranes~Are~Flying Letyat~zhuravli 0 1957 \\N 95 Drama,Romance,War
tt1000000 movie Unrated~and~Old Unrated~and~Old 0 1970 \\N \\N \\N
tt10000000 short Rated,~in~a~Wide~Number Rated,~in~a~Wide~Number 0 \\N \\N 12 Short
tt1000001 tvEpisode An~Episode An~Episode 0 2026 \\N 30 Drama
tt1000002 movie Announced Announced 0 2027 \\N \\N \\N
tt1000003 video Adult Adult 1 2026 \\N 60 Adult
""",
    "title.crew.tsv.gz": """\
tconst directors writers
tt0000009 \\N \\N
tt0050634 nm0435344 nm0742358
tt0050634 nm0435344 nm0742358
tt1000002 nm0435344,nm12345678 nm0000404
""",
    "title.principals.tsv.gz": """\
tconst ordering nconst category job characters
tt0050634 2 nm0046165 actor \\N ["Boris"]
tt0050634 1 nm0760202 actress \\N ["Veronika","Squirrel"]
tt0050634 3 nm0435344 director \\N \\N
tt0050634 4 nm0579954 actor \\N ["Fyodor~\\"Ivanovich\\""]
tt0050634 5 nm0579954 actor \\N ["Again"]
tt10000000 1 nm12345678 self \\N \\N
tt1000001 1 nm0000001 actor \\N ["Nobody"]
""",
    "title.akas.tsv.gz": """\
titleId ordering title region language types attributes isOriginalTitle
tt0050634 1 Letyat~zhuravli \\N \\N original \\N 1
tt0050634 2 Летят~журавли SUHH ru \\N \\N 0
tt0050634 3 Quand~passent~les~cigognes FR \\N imdbDisplay \\N 0
tt0050634 3 Quand~passent~les~cigognes BE fr imdbDisplay \\N \\N
tt1000001 1 An~Episode \\N \\N original \\N 1
""",
    "name.basics.tsv.gz": """\
nconst primaryName birthYear deathYear primaryProfession knownForTitles
nm0000001 Fred~Astaire 1899 1987 actor tt0050419
nm0046165 Aleksey~Batalov 1928 2017 actor tt0050634
nm0435344 Mikhail~Kalatozov 1903 1973 director tt0050634
nm0579954 Vasiliy~Merkurev 1904 1978 actor tt0050634
nm0742358 Viktor~Rozov 1913 2004 writer tt0050634
nm0760202 Tatyana~Samoylova 1934 2014 actress tt0050634
nm12345678 Some~One \\N \\N \\N \\N
""",
}
"""With a space for each tab and a tilde for each space; 0404 has no name."""


def write_folder(folder: Path, **changes: str) -> Path:
    """Write the files; `title_akas="..."` is another text of one of them."""
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        wanted = changes.get(name.removesuffix(".tsv.gz").replace(".", "_"), text)
        line = wanted.replace(" ", "\t").replace("~", " ")
        (folder / name).write_bytes(gzip.compress(line.encode(errors="surrogateescape"), mtime=0))
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The argument for `write_folder` that changes a bit of one file."""
    text = FILES[f"{name}.tsv.gz"]
    assert old in text
    return {name.replace(".", "_"): text.replace(old, new)}
