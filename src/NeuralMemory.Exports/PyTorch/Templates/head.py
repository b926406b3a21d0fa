"""{{machine}}: the run {{run}}, task {{task}}, after {{step}} training steps.

B sequences of a batch, T steps, I inputs, O logits{{letters}}.
Written by neuralmemory; the README beside it says how to use it.
"""

import ctypes
import json
#: if math.
import math
#: end
import pathlib
#: if NamedTuple
from typing import NamedTuple
#: end

import torch
#: if F.
import torch.nn.functional as F
#: end
from torch import nn
