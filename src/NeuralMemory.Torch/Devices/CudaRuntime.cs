using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>What TorchSharp does not tell of a card, from the libraries of CUDA that torch has loaded.</summary>
internal static unsafe class CudaRuntime
{
    private const int LongestLabel = 256;
    private static readonly string Driver = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Whether the driver of a card is installed.</summary>
    public static bool HasDriver => NativeLibrary.TryLoad(Driver, out _);

    /// <summary>A card's memory; null if CUDA does not say.</summary>
    public static DeviceMemory? Memory(int index)
    {
        if (!TryFind("cudaGetDevice", out nint get) || !TryFind("cudaSetDevice", out nint set)
            || !TryFind("cudaMemGetInfo", out nint memory))
            return null;
        var getDevice = (delegate* unmanaged<int*, int>)get;
        var setDevice = (delegate* unmanaged<int, int>)set;
        var getMemory = (delegate* unmanaged<nuint*, nuint*, int>)memory;
        int current;
        if (getDevice(&current) != 0 || setDevice(index) != 0)
            return null;
        nuint free, total;
        bool isKnown = getMemory(&free, &total) == 0;
        _ = setDevice(current);
        return isKnown ? new((long)total, (long)free) : null;
    }

    /// <summary>A card's name; null if its driver does not say.</summary>
    public static string? Label(int index)
    {
        if (!NativeLibrary.TryLoad(Driver, out nint library) || !NativeLibrary.TryGetExport(library, "cuInit", out nint init)
            || !NativeLibrary.TryGetExport(library, "cuDeviceGet", out nint get)
            || !NativeLibrary.TryGetExport(library, "cuDeviceGetName", out nint name))
            return null;
        int device;
        byte* label = stackalloc byte[LongestLabel];
        return ((delegate* unmanaged<uint, int>)init)(0) == 0
            && ((delegate* unmanaged<int*, int, int>)get)(&device, index) == 0
            && ((delegate* unmanaged<byte*, int, int, int>)name)(label, LongestLabel, device) == 0
            ? Marshal.PtrToStringUTF8((nint)label)
            : null;
    }

    /// <summary>A function of the CUDA runtime that libtorch itself uses, of whatever version.</summary>
    private static bool TryFind(string function, out nint address)
    {
        address = 0;
        return TorchLoader.Cuda is not 0 and var library && NativeLibrary.TryGetExport(library, function, out address);
    }
}
