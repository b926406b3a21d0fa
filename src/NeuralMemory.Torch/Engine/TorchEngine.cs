using NeuralMemory.Autodiff;
using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>
/// The engine behind which TorchSharp computes: on a graphics card or on the processor. Each primitive is a few operations of torch,
/// differentiated by its autograd. The parameters' block on the host stays the master copy, as with every engine.
/// </summary>
public sealed class TorchEngine : IEngine
{
    private readonly TorchDevice _device;
    private readonly bool _graphs;

    /// <summary>The engine on a device.</summary>
    /// <param name="device">A name that <see cref="TorchDevices.Parse(string)"/> knows.</param>
    /// <param name="threads">
    /// How many threads libtorch may use on the processor, in the whole process; null for its own choice, one for each core. Sums differ
    /// in the last digits between thread counts.
    /// </param>
    /// <param name="graphs">
    /// Whether passes of training on a card of NVIDIA become CUDA graphs, a graph for each of a few lengths; where they cannot, they are
    /// computed as they come. Nothing on other devices.
    /// </param>
    /// <exception cref="TorchUnavailableException">There is no torch, or no such device.</exception>
    public TorchEngine(string device = "cpu", int? threads = null, bool graphs = true)
    {
        if (threads is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(threads));
            TorchLibrary.Load();
            torch.set_num_threads(count);
        }

        _graphs = graphs;
        _device = TorchDevices.Parse(device);
        if (Precision.IsDouble && !_device.HasDouble)
            throw new TorchUnavailableException($"'{_device.Name}' does not compute in double precision.");
    }

    /// <inheritdoc/>
    public string Name => $"torch on {_device.Name}";

    /// <inheritdoc/>
    public string? Version => $"libtorch {TorchLibrary.Load().Version}";

    /// <summary>False: libtorch divides the work of a batch by itself.</summary>
    public bool DividesBatches => false;

    /// <inheritdoc/>
    public Tape NewTape(ParameterSet parameters, bool recording = true) => new TorchTape(
        parameters, recording, _device.Handle, _graphs && recording ? CudaGraphRecorder.Of(_device) : null);

    /// <summary>Nothing: what is on the device belongs to the tapes.</summary>
    public void Dispose()
    {
    }
}
