using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>
/// How a weight matrix lies in memory for all of training: its outputs are cut into panels of two SIMD vectors, and
/// each panel holds, input after input, its outputs side by side, so that the products stream through it. Element (k, o) of K
/// inputs and O outputs stands at <c>(o / P) * K * P + k * P + o % P</c>; outputs past O in the last panel are zero and stay so.
/// </summary>
/// <param name="Inputs">K, at least 1; a bias is one more input that is always 1.</param>
/// <param name="Outputs">O, at least 1.</param>
/// <param name="IsUniform">
/// Whether the bits of a row of outputs do not depend on how many rows are computed with it. Few rows then take a little longer.
/// </param>
public readonly record struct PanelLayout(int Inputs, int Outputs, bool IsUniform = false)
{
    /// <summary>P, the outputs of one panel.</summary>
    public static int PanelWidth => 2 * Vector<Real>.Count;

    /// <summary>The number of panels.</summary>
    public int Panels => (Outputs + PanelWidth - 1) / PanelWidth;

    /// <summary>The length of the packed matrix, padding included, however large it is.</summary>
    public long LongLength => (long)Panels * Inputs * PanelWidth;

    /// <summary>The length of the packed matrix, padding included.</summary>
    /// <exception cref="OverflowException">It is more than 2^31 - 1.</exception>
    public int Length => LongLength <= int.MaxValue
        ? (int)LongLength
        : throw new OverflowException($"a matrix of {Inputs} inputs and {Outputs} outputs has more than {int.MaxValue} numbers");

    /// <summary>Where element (<paramref name="input"/>, <paramref name="output"/>) stands.</summary>
    public int IndexOf(int input, int output) =>
        output / PanelWidth * Inputs * PanelWidth + input * PanelWidth + output % PanelWidth;
}
