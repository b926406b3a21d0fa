using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>A <c>at::cuda::CUDAGraph</c> of libtorch.</summary>
internal sealed unsafe class CudaGraph : IGraph
{
    private const int Alignment = 64;
    private readonly CudaExports _cuda;
    private void* _graph;
    private bool _isWhole;

    /// <param name="cuda">The functions.</param>
    public CudaGraph(CudaExports cuda)
    {
        _cuda = cuda;
        _graph = NativeMemory.AlignedAlloc(CudaExports.GraphBytes, Alignment);
        NativeMemory.Clear(_graph, CudaExports.GraphBytes);
        cuda.NewGraph(_graph, 0);
    }

    /// <summary>The memory that it shares; a new one where libtorch does not say.</summary>
    public MemoryPool Pool => _isWhole && _cuda.Pool is not null ? _cuda.Pool(_graph) : default;

    /// <summary>Begins to capture this thread's stream.</summary>
    /// <param name="pool">The memory to use.</param>
    public void Begin(MemoryPool pool) => _cuda.Begin(_graph, pool.First, pool.Second, 0);

    /// <summary>Ends the capture, which is valid.</summary>
    public void End()
    {
        _cuda.End(_graph);
        _isWhole = true;
    }

    public void Replay()
    {
        ObjectDisposedException.ThrowIf(!_isWhole, this);
        _cuda.Replay(_graph);
    }

    /// <summary>
    /// Frees it. One whose capture never ended well stays as long as the process: libtorch goes on to ask it whether it captures.
    /// </summary>
    public void Dispose()
    {
        if (!_isWhole)
            return;
        _isWhole = false;
        _cuda.Reset(_graph);
        _cuda.DeleteGraph(_graph);
        NativeMemory.AlignedFree(_graph);
        _graph = null;
    }
}
