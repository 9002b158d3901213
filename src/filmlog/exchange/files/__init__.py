"""What is handed over to be read: files, folders and zips, their texts and their tables."""
