using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// The parameters of a pass on the device: the block comes up as a whole at the first use of any, and parameters are laid out plainly at
/// their own first use. Their gradients go the way back.
/// </summary>
internal sealed class DeviceParameters(ParameterSet set, bool recording, torch.Device device) : IDisposable
{
    private readonly Tensor?[] _plain = new Tensor?[set.Items.Count];
    private readonly LayerUses?[] _uses = new LayerUses?[set.Items.Count];
    private readonly TensorHold _hold = new();
    private Tensor? _block;

    /// <summary>How many numbers there are on the device.</summary>
    public long Numbers => (recording ? 2L : 1L) * set.Length;

    /// <summary>Starts a pass: the values may be others by now.</summary>
    public void Begin()
    {
        _hold.Release();
        Array.Clear(_plain);
        Array.Clear(_uses);
        _block = null;
    }

    /// <summary>Has the pass read the parameters from a block that is there, and stays.</summary>
    public void Read(Tensor block) => _block = block;

    /// <summary>A plain parameter, to be differentiated.</summary>
    public Tensor Leaf(Parameter parameter) => _plain[parameter.Index] ??= _hold.Add(
        Part(parameter).view(Array.ConvertAll(parameter.Shape.ToArray(), d => (long)d)).detach().requires_grad_(recording), 0);

    /// <summary>Makes other tensors the plain parameters of this pass; they take the values over, and leave their old gradients.</summary>
    /// <param name="tensors">One for each parameter, in order.</param>
    public void Lend(IReadOnlyList<Tensor> tensors)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            tensors[i].copy_(Part(set.Items[i]).view(tensors[i].shape));
            tensors[i].grad = null;
            _plain[i] = tensors[i];
        }
    }

    /// <summary>
    /// The weights of a linear layer, [K, O] with the bias as the last input. They are not differentiated: see <see cref="Uses"/>.
    /// </summary>
    public Tensor Weights(Parameter layer)
    {
        if (_plain[layer.Index] is { } there)
            return there;
        PanelLayout layout = layer.Layout!.Value;
        Tensor weights = Part(layer).view(layout.Panels, layout.Inputs, PanelLayout.PanelWidth).permute(1, 0, 2)
            .reshape(layout.Inputs, layout.Panels * PanelLayout.PanelWidth).narrow(1, 0, layout.Outputs);
        return _plain[layer.Index] = _hold.Add(weights, layer.Length);
    }

    /// <summary>Where the inputs and outputs of a linear layer are kept for its weight gradient.</summary>
    public LayerUses Uses(Parameter layer) => _uses[layer.Index] ??= new LayerUses();

    /// <summary>All that a backward pass has to find gradients for.</summary>
    public void AddTargets(List<Tensor> targets)
    {
        foreach (LayerUses? uses in _uses)
            if (uses is not null)
                targets.AddRange(uses.Outputs);
        for (int i = 0; i < _plain.Length; i++)
            if (_plain[i] is { } tensor && set.Items[i].Layout is null)
                targets.Add(tensor);
    }

    /// <summary>Gathers the gradients that a backward pass has left, laid out like the block.</summary>
    public void CopyGradients(Span<Real> gradients)
    {
        Tensor block = torch.zeros([set.Length], Precision.Type, device);
        CopyGradients(block);
        Transfer.Down(block, gradients);
    }

    /// <summary>The same, into a block of zeros on the device.</summary>
    public void CopyGradients(Tensor block)
    {
        for (int i = 0; i < _plain.Length; i++)
        {
            Parameter parameter = set.Items[i];
            if (parameter.Layout is { } layout)
                _uses[i]?.AddWeightGradient(layout, block.narrow(0, parameter.Offset, parameter.Length));
            else if (_plain[i]?.grad is { } gradient)
                block.narrow(0, parameter.Offset, parameter.Length).copy_(gradient.reshape(-1));
        }
    }

    public void Dispose() => Begin();

    private Tensor Part(Parameter parameter) => (_block ??= Upload()).narrow(0, parameter.Offset, parameter.Length);

    private Tensor Upload() => _hold.Add(Transfer.Up(set.Block, [set.Length], device), set.Length);
}
