"""One module for each format of file. Each has ``read(file)``, which yields interviews and faults.

``read(file: SourceFile) -> Iterator[InterviewRecord | Fault]`` may raise FileFaultError for the whole file.
"""
