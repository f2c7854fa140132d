import logging
import sys
import warnings

warnings.warn("the learning rate is large", stacklevel=1)
warnings.warn("this will be removed", DeprecationWarning, stacklevel=1)
logging.getLogger("training").error("the loss rose for 3 steps")
print("Traceback (most recent call last): this is only text", file=sys.stderr)
np.log(np.array([0.0, -1.0]))
np.float64(1.0) / np.float64(0.0)
