"""From the bytes of a submission to its verdict: warm processes, walls, the wire, the student's side and the checker's."""
