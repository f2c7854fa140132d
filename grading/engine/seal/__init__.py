"""The seal: the walls around the process that runs a student's cells.

The student template, freshly executed with `student_environment(...)` and still single-threaded, does

    seal = prepare_template(level, readable=[course / "toolkit", ...], scratch_root=folder, cpu=1)
    ...                                          # heavy imports and warm-up; nothing secret
    child = spawn_child(seal)                    # once a submission
    if child.pid == 0:
        seal_child(seal, wire_fd=fd, limits=Caps())   # raises SealError when a wall does not go up
        ...                                      # student code; the wire is descriptor 3, the working directory is scratch
    ...                                          # in the template: signal through child.pidfd, wait for child.pid
    release_child(seal, child)                   # after the wait: closes the pidfd and removes what scratch left

`choose.choose` picks a level, `probe.probe` says which walls are up on a machine. What each level promises, the order of
the steps and their prices are in docs/security.md.
"""
