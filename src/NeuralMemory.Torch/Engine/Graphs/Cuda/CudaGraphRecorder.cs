namespace NeuralMemory.Torch;

/// <summary>
/// Records passes as CUDA graphs, on a stream of its own: the default one cannot be captured. Belongs to one tape.
/// </summary>
internal sealed unsafe class CudaGraphRecorder : IGraphRecorder
{
    /// <summary>What a card must have free beside a pass: for the graph, of which libtorch cannot tell that it failed to make it.</summary>
    private const long Spare = 512L << 20;

    private const int Capturing = 1;

    // One capture at a time in a process; one that broke off leaves libtorch's memory in a state in which no other may begin.
    private static readonly Lock Capture = new();
    private static volatile string? _broken;

    private readonly CudaExports _cuda;
    private readonly int _device;
    private readonly CudaStream _stream;
    private long _largest;

    private CudaGraphRecorder(CudaExports cuda, int device)
    {
        (_cuda, _device) = (cuda, device);
        _stream = cuda.StreamFromPool(0, (sbyte)device);
    }

    /// <inheritdoc/>
    public string? Refusal => _broken;

    /// <inheritdoc/>
    public bool PinsMemory => true;

    /// <summary>Why a card has no graphs here; null if it has.</summary>
    public static string? WhyNot(TorchDevice device)
    {
        if (device.Kind != TorchDeviceKind.Cuda)
            return "they are for cards of NVIDIA";
        _ = CudaExports.Find(TorchLoader.Cuda, out string? missing);
        return missing ?? _broken;
    }

    /// <summary>A recorder for a device; null where it has no graphs.</summary>
    public static CudaGraphRecorder? Of(TorchDevice device) =>
        WhyNot(device) is null && CudaExports.Find(TorchLoader.Cuda, out _) is { } cuda ? new(cuda, device.Index) : null;

    /// <inheritdoc/>
    public IDisposable Enter() => new Stay(_cuda, _device, _stream);

    /// <inheritdoc/>
    public IGraph Record(Action pass, long bytes, IGraph? other)
    {
        lock (Capture)
        {
            if (_broken is not null)
                throw new GraphRefusedException(_broken);
            CudaStream stream = _stream;
            nint handle = _cuda.HandleOf(&stream);
            // What libtorch would throw at: the default stream, one that is being captured, an error that is still to be told.
            if (handle == 0 || Status(handle) != 0 || _cuda.Synchronize() != 0)
                throw new GraphRefusedException("the card is not ready for a graph");
            // A pass has its memory to itself: that of passes which are no graphs cannot be used, and not be given back meanwhile.
            long taken = other is null ? 0 : Math.Min(_largest, bytes);
            if (CudaRuntime.Memory(_device) is { } memory && memory.Free < Spare + bytes - taken)
                throw new GraphRefusedException("the card has no memory left for a graph");
            var graph = new CudaGraph(_cuda);
            graph.Begin(other is CudaGraph { Pool: var pool } ? pool : default);
            try
            {
                pass();
            }
            catch (Exception exception)
            {
                // What is half a graph must be made one to be ended in order, which takes memory.
                if (Status(handle) == Capturing && exception is not TorchMemoryException)
                {
                    graph.End();
                    graph.Dispose();
                }
                else
                {
                    BreakOff(handle, exception.Message);
                }

                throw;
            }

            if (Status(handle) != Capturing)
            {
                BreakOff(handle, "the card could not capture the pass");
                throw new GraphRefusedException(_broken!);
            }

            graph.End();
            _largest = Math.Max(_largest, bytes);
            return graph;
        }
    }

    /// <summary>
    /// Ends a capture that CUDA does not hold for valid any more, at which libtorch would throw: CUDA is told behind its back. From then on
    /// there are no graphs in this process, and passes are computed as they come.
    /// </summary>
    private void BreakOff(nint handle, string why)
    {
        nint captured;
        _ = _cuda.EndCapture(handle, &captured);
        _ = _cuda.LastError();
        _broken = $"a capture broke off: {why}";
    }

    private int Status(nint handle)
    {
        int status;
        return _cuda.CaptureStatus(handle, &status) == 0 ? status : -1;
    }

    /// <summary>A time in which a thread computes on the recorder's stream and device.</summary>
    private sealed class Stay : IDisposable
    {
        private readonly CudaExports _cuda;
        private readonly int _device, _previousDevice;
        private readonly CudaStream _previous;

        public Stay(CudaExports cuda, int device, CudaStream stream)
        {
            (_cuda, _device) = (cuda, device);
            int current;
            _previousDevice = cuda.GetDevice(&current) == 0 ? current : device;
            if (_previousDevice != device)
                _ = cuda.SetDevice(device);
            // Streams do not wait for each other: what was asked of the other one is to be there.
            _ = cuda.Synchronize();
            _previous = cuda.CurrentStream((sbyte)device);
            cuda.SetCurrentStream(stream);
        }

        public void Dispose()
        {
            _ = _cuda.Synchronize();
            _cuda.SetCurrentStream(_previous);
            if (_previousDevice != _device)
                _ = _cuda.SetDevice(_previousDevice);
        }
    }
}
