// Kernels fill their stack buffers themselves; clearing them first would cost more than the work.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
