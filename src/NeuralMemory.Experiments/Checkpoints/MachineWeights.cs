using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The weights of machines as arrays, and what becomes of those that do not fit.</summary>
public static class MachineWeights
{
    /// <summary>
    /// A machine's arrays, as its checkpoints have them: what is trained, what was drawn and is not, and what it keeps besides.
    /// </summary>
    public static IReadOnlyList<NamedArray> Of(IMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return [.. CheckpointCodec.Weights(machine)];
    }

    /// <summary>Every array that is not on both sides in the same shape, in a few words.</summary>
    /// <param name="given">What there is.</param>
    /// <param name="wanted">What there should be; the numbers mean nothing.</param>
    /// <param name="there">Where the first are: <c>in the file</c>.</param>
    /// <param name="here">Where the others are: <c>in the machine</c>.</param>
    /// <param name="withNearest">Whether the nearest of the names that are left is told of a name that is missing.</param>
    public static IReadOnlyList<string> Misfits(
        IReadOnlyList<NamedArray> given, IEnumerable<NamedArray> wanted, string there = "there", string here = "here",
        bool withNearest = false)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wanted);
        Dictionary<string, NamedArray> left = given.ToDictionary(array => array.Name);
        NamedArray[] all = [.. wanted];
        string[] unknown = [.. left.Keys.Except(all.Select(array => array.Name))];
        List<string> misfits = [];
        foreach (NamedArray own in all)
        {
            if (!left.Remove(own.Name, out NamedArray? other))
                misfits.Add($"'{own.Name}' is not {there}, and has the shape {ShapeOf(own)} {here}{Nearest(own)}");
            else if (!other.Shape.SequenceEqual(own.Shape))
                misfits.Add($"'{own.Name}' has the shape {ShapeOf(other)} {there} and {ShapeOf(own)} {here}");
        }

        misfits.AddRange(left.Values.Select(
            other => $"'{Quoted.Harmless(other.Name)}' has the shape {ShapeOf(other)} {there}, and is not {here}"));
        return misfits;

        string Nearest(NamedArray own) => withNearest && NearestName.Find(own.Name, unknown) is { } near
            ? $"; the nearest name {there} is '{Quoted.Harmless(near)}'"
            : "";
    }

    private static string ShapeOf(NamedArray array) => $"[{string.Join(", ", array.Shape)}]";
}
