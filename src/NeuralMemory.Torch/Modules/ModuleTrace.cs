using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Takes the named quantities that a module lets others see: pictures, and whoever looks at its steps.</summary>
public sealed class ModuleTrace
{
    private readonly List<KeyValuePair<string, Tensor>> _written = [];

    internal ModuleTrace(bool isOn) => IsOn = isOn;

    /// <summary>Whether anybody looks: what is computed for the trace alone need not be computed otherwise.</summary>
    public bool IsOn { get; }

    internal IReadOnlyList<KeyValuePair<string, Tensor>> Written => _written;

    /// <summary>Gives a quantity away.</summary>
    /// <param name="name">Such as <c>hidden</c>; once in a pass, or in a step of a <see cref="RecurrentModule"/>.</param>
    /// <param name="value">
    /// [B, ...] in a step of a <see cref="RecurrentModule"/>, [B, T, ...] in a <see cref="SequenceModule"/>: sequences, then steps. Three
    /// dimensions at most beside the steps.
    /// </param>
    public void Write(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (IsOn)
            _written.Add(new(name, value));
    }
}
