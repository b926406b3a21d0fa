using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>
/// <c>c10::cuda::CUDAStream</c> as libtorch passes it by value: a <c>c10::Stream</c>, which is a device's type and index, a byte each, and
/// the stream's number.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct CudaStream
{
    private readonly sbyte _deviceType, _deviceIndex;
    private readonly long _id;
}
