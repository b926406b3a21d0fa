using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>Finds out which of a state's arrays are which of a module's, where others have named them.</summary>
internal static class TorchNames
{
    /// <summary>The arrays by the names that the module has, as far as they are known; the others as they are.</summary>
    /// <param name="given">The arrays of the file.</param>
    /// <param name="wanted">Those of the module.</param>
    /// <param name="config">The machine.</param>
    /// <param name="file">The file.</param>
    /// <param name="notes">Receives what is not as it was in the file.</param>
    public static IReadOnlyList<NamedArray> Match(
        IReadOnlyList<NamedArray> given, IReadOnlyList<NamedArray> wanted, MachineConfig config, string file, List<string> notes)
    {
        given = Unwrapped(given, wanted);
        return config is LstmConfig or GruConfig or RnnConfig
            && wanted.Select(array => array.Name).Except(given.Select(array => array.Name)).Any()
            ? TorchState.Named(given, wanted, (RecurrentConfig)config, file, notes)
            : given;
    }

    /// <summary>
    /// Without what wrappers put before all names, as <c>module.</c> of <c>DataParallel</c> and <c>_orig_mod.</c> of <c>compile</c>.
    /// </summary>
    private static IReadOnlyList<NamedArray> Unwrapped(IReadOnlyList<NamedArray> given, IReadOnlyList<NamedArray> wanted)
    {
        HashSet<string> names = [.. wanted.Select(array => array.Name)];
        IReadOnlyList<NamedArray> best = given, next = given;
        while (next.Count > 0 && next[0].Name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot
            && next[0].Name[..(dot + 1)] is var prefix
            && next.All(array => array.Name.Length > prefix.Length && array.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            next = [.. next.Select(array => Renamed(array, array.Name[prefix.Length..]))];
            if (Known(next) > Known(best))
                best = next;
        }

        return best;

        int Known(IReadOnlyList<NamedArray> arrays) => arrays.Count(array => names.Contains(array.Name));
    }

    /// <summary>An array by another name.</summary>
    public static NamedArray Renamed(NamedArray array, string name) => new(name, array.Shape, array.Data);
}
