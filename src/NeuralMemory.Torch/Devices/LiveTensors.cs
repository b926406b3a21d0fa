using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>Tensors that exist: libtorch's memory is not the garbage collector's to clean up, so that their number must not grow.</summary>
public static class LiveTensors
{
    /// <summary>How many tensors that this thread made, views included, were not given back.</summary>
    /// <exception cref="TorchUnavailableException">There is no torch.</exception>
    public static long OfThread
    {
        get
        {
            TorchLibrary.Load();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
    }
}
