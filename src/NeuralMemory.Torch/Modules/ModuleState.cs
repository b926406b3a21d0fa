using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// What a step of a <see cref="RecurrentModule"/> leaves to the next one: tensors by name, of which the first dimension counts sequences.
/// <c>new ModuleState { ["hidden"] = hidden }</c>
/// </summary>
public sealed class ModuleState
{
    private readonly List<KeyValuePair<string, Tensor>> _tensors = [];

    /// <summary>The names, in the order in which they were set.</summary>
    public IEnumerable<string> Names => _tensors.Select(each => each.Key);

    /// <summary>A tensor [B, ...] of one to four dimensions.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public Tensor this[string name]
    {
        get => IndexOf(name) is >= 0 and var at
            ? _tensors[at].Value
            : throw new ArgumentException($"the state has no '{name}'; it has {string.Join(", ", Names)}", nameof(name));
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(value);
            int at = IndexOf(name);
            if (at < 0)
                _tensors.Add(new(name, value));
            else
                _tensors[at] = new(name, value);
        }
    }

    private int IndexOf(string name) => _tensors.FindIndex(each => each.Key == name);
}
