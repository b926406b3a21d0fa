using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>How all arrays of a machine become those of its module in PyTorch, and back.</summary>
/// <param name="rules">The rules, in the order of the module's arrays; each array of the machine is in one of them.</param>
internal sealed class TorchLayout(IReadOnlyList<TorchRule> rules)
{
    /// <summary>The arrays as the module has them, in the order of its file.</summary>
    /// <param name="ours">All arrays of the machine, in any order.</param>
    /// <exception cref="InvalidOperationException">The rules are those of another machine.</exception>
    public IReadOnlyList<NamedArray> ToTorch(IEnumerable<NamedArray> ours)
    {
        Dictionary<string, NamedArray> left = ByName(ours);
        NamedArray[] theirs = [.. rules.SelectMany(rule => rule.ToTorch([.. rule.Ours.Select(name => Take(left, name))]))];
        return left.Count == 0 ? theirs : throw new InvalidOperationException($"no rule says what becomes of '{left.Keys.First()}'");
    }

    /// <summary>The arrays as the machine has them.</summary>
    /// <param name="theirs">All arrays of the module, in the shapes that <see cref="ToTorch"/> gives, in any order.</param>
    /// <param name="like">All arrays of the machine in their shapes; their numbers mean nothing.</param>
    public IReadOnlyList<NamedArray> FromTorch(IEnumerable<NamedArray> theirs, IEnumerable<NamedArray> like)
    {
        Dictionary<string, NamedArray> given = ByName(theirs), shapes = ByName(like);
        return
        [
            .. rules.SelectMany(rule => rule.FromTorch(
                [.. rule.Theirs.Select(name => given[name])], [.. rule.Ours.Select(name => shapes[name])])),
        ];
    }

    private static Dictionary<string, NamedArray> ByName(IEnumerable<NamedArray> arrays) => arrays.ToDictionary(array => array.Name);

    private static NamedArray Take(Dictionary<string, NamedArray> left, string name) => left.Remove(name, out NamedArray? array)
        ? array
        : throw new InvalidOperationException($"the machine has no '{name}'");
}
