namespace NeuralMemory.Machines;

/// <summary>A quantity of a machine's trace, declared once: what it is called, what its axes count, and where its numbers lie.</summary>
/// <param name="Name">What the trace calls it, such as <c>heads/weights</c>.</param>
/// <param name="Title">What a picture calls it, beside the head that it belongs to, such as <c>weighting</c>.</param>
/// <param name="Range">Where its numbers lie.</param>
/// <param name="Axes">
/// The axes behind that of the sequences, in order. A last dimension of one, as of gates, is none.
/// </param>
public sealed record TraceQuantity(string Name, string Title, TraceRange Range, params IReadOnlyList<TraceAxis> Axes);

/// <summary>Where the numbers of a quantity lie.</summary>
public enum TraceRange
{
    /// <summary>Anywhere: keys, what was read, states.</summary>
    Any,

    /// <summary>From 0 on: strengths.</summary>
    AtLeastZero,

    /// <summary>From 1 on: exponents.</summary>
    AtLeastOne,

    /// <summary>Between 0 and 1: gates, usage.</summary>
    Unit,

    /// <summary>Between 0 and 1, and along the last axis they add up to at most 1: weightings, shifts, modes.</summary>
    Distribution,
}
