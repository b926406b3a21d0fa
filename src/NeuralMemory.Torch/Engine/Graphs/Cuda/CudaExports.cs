using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>
/// What libtorch and the CUDA runtime below it export and TorchSharp does not call: streams and graphs. Names as libtorch 2.10 and 2.11 for
/// Linux have them. A C++ exception that crosses such a call ends the process, so whoever calls has checked what makes libtorch throw.
/// </summary>
internal sealed unsafe class CudaExports
{
    /// <summary>Memory for a <c>at::cuda::CUDAGraph</c>, which is smaller.</summary>
    public const int GraphBytes = 4096;

    private const string Graph = "_ZN2at4cuda9CUDAGraph";

    private readonly nint _library;

    private CudaExports(nint library)
    {
        _library = library;
        StreamFromPool = (delegate* unmanaged[Cdecl]<byte, sbyte, CudaStream>)Find("_ZN3c104cuda17getStreamFromPoolEba");
        CurrentStream = (delegate* unmanaged[Cdecl]<sbyte, CudaStream>)Find("_ZN3c104cuda20getCurrentCUDAStreamEa");
        SetCurrentStream =
            (delegate* unmanaged[Cdecl]<CudaStream, void>)Find("_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE");
        HandleOf = (delegate* unmanaged[Cdecl]<CudaStream*, nint>)Find("_ZNK3c104cuda10CUDAStream6streamEv");
        NewGraph = (delegate* unmanaged[Cdecl]<void*, byte, void>)Find($"{Graph}C1Eb");
        Begin = (delegate* unmanaged[Cdecl]<void*, ulong, ulong, int, void>)Find(
            $"{Graph}13capture_beginESt4pairIyyE21cudaStreamCaptureMode");
        End = (delegate* unmanaged[Cdecl]<void*, void>)Find($"{Graph}11capture_endEv");
        Replay = (delegate* unmanaged[Cdecl]<void*, void>)Find($"{Graph}6replayEv");
        Reset = (delegate* unmanaged[Cdecl]<void*, void>)Find($"{Graph}5resetEv");
        DeleteGraph = (delegate* unmanaged[Cdecl]<void*, void>)Find($"{Graph}D1Ev");
        GetDevice = (delegate* unmanaged[Cdecl]<int*, int>)Find("cudaGetDevice");
        SetDevice = (delegate* unmanaged[Cdecl]<int, int>)Find("cudaSetDevice");
        Synchronize = (delegate* unmanaged[Cdecl]<int>)Find("cudaDeviceSynchronize");
        LastError = (delegate* unmanaged[Cdecl]<int>)Find("cudaGetLastError");
        CaptureStatus = (delegate* unmanaged[Cdecl]<nint, int*, int>)Find("cudaStreamIsCapturing");
        EndCapture = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Find("cudaStreamEndCapture");
        // Without it every graph has memory of its own.
        Pool = NativeLibrary.TryGetExport(library, $"{Graph}4poolEv", out nint pool)
            ? (delegate* unmanaged[Cdecl]<void*, MemoryPool>)pool
            : null;
    }

    /// <summary>A stream that no one else is given before many others: of low priority for 0, of a device.</summary>
    public delegate* unmanaged[Cdecl]<byte, sbyte, CudaStream> StreamFromPool { get; }

    /// <summary>This thread's stream on a device.</summary>
    public delegate* unmanaged[Cdecl]<sbyte, CudaStream> CurrentStream { get; }

    /// <summary>Makes a stream this thread's, on its device.</summary>
    public delegate* unmanaged[Cdecl]<CudaStream, void> SetCurrentStream { get; }

    /// <summary>What CUDA knows a stream by.</summary>
    public delegate* unmanaged[Cdecl]<CudaStream*, nint> HandleOf { get; }

    /// <summary>Makes a graph in zeroed memory; 0: what was captured is not kept beside what runs.</summary>
    public delegate* unmanaged[Cdecl]<void*, byte, void> NewGraph { get; }

    /// <summary>Begins to capture this thread's stream, not the default one; with a memory pool and how strictly to judge.</summary>
    public delegate* unmanaged[Cdecl]<void*, ulong, ulong, int, void> Begin { get; }

    /// <summary>Ends it and makes what can run. Throws where the capture is not valid any more.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> End { get; }

    /// <summary>Runs what was captured on this thread's stream.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> Replay { get; }

    /// <summary>Frees what was captured.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> Reset { get; }

    /// <summary>Ends the life of a graph.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> DeleteGraph { get; }

    /// <summary>The memory pool of a graph whose capture has ended; null where libtorch does not export it.</summary>
    public delegate* unmanaged[Cdecl]<void*, MemoryPool> Pool { get; }

    /// <summary>This thread's device.</summary>
    public delegate* unmanaged[Cdecl]<int*, int> GetDevice { get; }

    /// <summary>Makes a device this thread's.</summary>
    public delegate* unmanaged[Cdecl]<int, int> SetDevice { get; }

    /// <summary>Waits for all that this thread's device has been asked.</summary>
    public delegate* unmanaged[Cdecl]<int> Synchronize { get; }

    /// <summary>The last error, which is then forgotten.</summary>
    public delegate* unmanaged[Cdecl]<int> LastError { get; }

    /// <summary>Whether a stream is being captured: 0 no, 1 yes, 2 the capture is not valid any more.</summary>
    public delegate* unmanaged[Cdecl]<nint, int*, int> CaptureStatus { get; }

    /// <summary>Ends a capture, also one that is not valid any more.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint*, int> EndCapture { get; }

    /// <summary>Looks them up.</summary>
    /// <param name="library">The handle of torch's library for CUDA, which finds what the libraries below it export; 0 for none.</param>
    /// <param name="missing">What is not there; null if all is.</param>
    public static CudaExports? Find(nint library, out string? missing)
    {
        missing = library == 0 ? "libtorch has no CUDA" : OperatingSystem.IsLinux() ? null : "they work on Linux alone";
        if (missing is not null)
            return null;
        try
        {
            return new CudaExports(library);
        }
        catch (EntryPointNotFoundException exception)
        {
            missing = exception.Message;
            return null;
        }
    }

    private nint Find(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new EntryPointNotFoundException($"libtorch does not export '{name}'");
}
