"""What makes stock nbgrader commands work on this course and give our marks: its preprocessors, exporters and configuration."""
