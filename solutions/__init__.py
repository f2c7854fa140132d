"""Reference solutions, a folder a section and a file a task, found another way than the model answers wherever one exists.

What the references of several sections need stands beside the folders, named by what it is.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
