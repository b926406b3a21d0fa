using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// The state of somebody's own module that has one <c>nn.LSTM</c>, <c>nn.GRU</c> or <c>nn.RNN</c>, one <c>nn.Linear</c> behind it,
/// and perhaps tables of <c>nn.Embedding</c> before it, whatever they are called there.
/// </summary>
internal static class TorchState
{
    private const string First = "weight_ih_l0", Reverse = "_reverse", Weight = ".weight", Bias = ".bias";

    /// <summary>The arrays by the names that an exported module has, as far as they are known; the others as they are.</summary>
    /// <param name="given">The arrays.</param>
    /// <param name="wanted">Those of the module.</param>
    /// <param name="config">The machine.</param>
    /// <param name="file">The file.</param>
    /// <param name="notes">Receives what is not as it was in the file.</param>
    /// <exception cref="InvalidInputException">Its layers are no machine here.</exception>
    public static IReadOnlyList<NamedArray> Named(
        IReadOnlyList<NamedArray> given, IReadOnlyList<NamedArray> wanted, RecurrentConfig config, string file, List<string> notes)
    {
        string[] found = [.. given.Select(array => array.Name).Where(name => name.EndsWith(First, StringComparison.Ordinal))];
        if (found.Length != 1)
            return given;
        string layers = found[0][..^First.Length];
        if (config.Layers > 1 && given.Any(array => array.Name == $"{layers}{First}{Reverse}"))
            throw new InvalidInputException(SourceMark.WholeFile(file),
                "in PyTorch the second layer of a bidirectional one sees both directions of the first, and here each direction has layers "
                + "of its own: of bidirectional layers only a single one is the same");
        List<NamedArray> named =
        [
            .. given.Where(IsOfLayers).Select(array => TorchNames.Renamed(array, NameOf(array.Name[layers.Length..]))),
        ];
        named.AddRange(Others([.. given.Where(array => !IsOfLayers(array))], wanted));
        AddMissingBiases(named, wanted, notes);
        return named;

        bool IsOfLayers(NamedArray array) => array.Name.StartsWith(layers, StringComparison.Ordinal)
            && array.Name[layers.Length..] is var rest && !rest.Contains('.', StringComparison.Ordinal)
            && rest.Contains("_l", StringComparison.Ordinal);

        static string NameOf(string name) => name.EndsWith(Reverse, StringComparison.Ordinal)
            ? $"backward_controller.{name[..^Reverse.Length]}"
            : $"controller.{name}";
    }

    /// <summary>The linear layer, which alone has a bias, and the tables, in the order of the file.</summary>
    private static IEnumerable<NamedArray> Others(IReadOnlyList<NamedArray> given, IReadOnlyList<NamedArray> wanted)
    {
        string[] tables = [.. wanted.Select(array => array.Name).Where(name => name.StartsWith("embedding.", StringComparison.Ordinal))];
        string[] names = [.. given.Select(array => array.Name)];
        string[] matrices = [.. names.Where(name => IsPart(name, Weight)).Select(name => Without(name, Weight))];
        HashSet<string> biases = [.. names.Where(name => IsPart(name, Bias)).Select(name => Without(name, Bias))];
        string[] alone = [.. matrices.Where(name => !biases.Contains(name))];
        string? linear = matrices.Where(biases.Contains).ToArray() switch
        {
            [var only] => only,
            // One without a bias stands behind all tables.
            [] when alone.Length == tables.Length + 1 => alone[^1],
            _ => null,
        };
        alone = [.. alone.Where(name => name != linear)];
        foreach (NamedArray array in given)
        {
            string part = IsPart(array.Name, Weight) ? Weight : IsPart(array.Name, Bias) ? Bias : "";
            string layer = part.Length > 0 ? Without(array.Name, part) : array.Name;
            if (part.Length > 0 && layer == linear)
                yield return TorchNames.Renamed(array, $"output{part}");
            else if (part == Weight && alone.Length == tables.Length && Array.IndexOf(alone, layer) is >= 0 and var table)
                yield return TorchNames.Renamed(array, tables[table]);
            else
                yield return array;
        }
    }

    /// <summary>Layers that were made without biases have ones of zeros.</summary>
    private static void AddMissingBiases(List<NamedArray> named, IReadOnlyList<NamedArray> wanted, List<string> notes)
    {
        HashSet<string> names = [.. named.Select(array => array.Name)];
        bool hasBias = names.Any(name => name.StartsWith("controller.bias", StringComparison.Ordinal));
        foreach (NamedArray array in wanted.Where(array => !names.Contains(array.Name)))
        {
            bool isOfLayers = array.Name.Contains("controller.bias", StringComparison.Ordinal) && !hasBias;
            if (!isOfLayers && !(array.Name == $"output{Bias}" && names.Contains($"output{Weight}")))
                continue;
            named.Add(new(array.Name, array.Shape, new float[array.Data.Length]));
            notes.Add($"the file has no '{array.Name}': it is zeros");
        }
    }

    private static bool IsPart(string name, string part) => name.EndsWith(part, StringComparison.Ordinal) || name == part[1..];

    private static string Without(string name, string part) => name.Length > part.Length ? name[..^part.Length] : "";
}
