"""Records as files in a git repository, which carries them between machines; knows no diary."""
