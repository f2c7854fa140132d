"""Class lists as the platforms export them."""

from __future__ import annotations

from pathlib import Path

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,9.1 Tiny (4711),Current Score,Final Score
,,,,,Manual Posting,,
    Points Possible,,,,,10,(read only),(read only)
"Berg, Anna",12,u12,ab12,S1,,,
"O'Neil, ""Jo""",13,u13,jo13,"S1 and S2",7,70,70
"=""=HYPERLINK(""""x"""")""",14,u14,x14,S1,,,
"Student, Test",99,,,S1,,,
'''
MOODLE = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),\
Last modified (grade)
Participant 501,Anna Maria Berg,anna@uni.example,Submitted for grading,,10.00,Yes,"Tuesday, 10 March 2026, 2:14 PM",-
Participant 502,Jörg Öhl,joerg@uni.example,No submission,,10.00,Yes,-,-
"""
GERMAN = """\
ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung)
Teilnehmer/in501;Anna Berg;anna@uni.example;Abgegeben;;10,00;Dienstag, 10. März 2026, 14:14;-
"""
GRADESCOPE = "First Name,Last Name,SID,Email,Total Score,Max Points,Status\nAnna,Berg,0012,anna@uni.example,,10.0,Missing\n"
CLASSROOM = "Last Name,First Name,Email Address,Week 1\nDate,,,2026-03-01\nPoints,,,10\nBerg,Anna,anna@uni.example,\n"
OWN = "student_id\tfirst name\tlast name\nstudent-001\tAnna\tBerg\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path
