using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Rows that hold the numbers of all heads side by side, apart for each head: for traces, without a gradient.</summary>
internal static class HeadRows
{
    /// <summary>What fast weights add to the square of a length before they divide by its root.</summary>
    private const double LengthEpsilon = 1e-6;

    /// <summary>[R, H, D] from [R, H D], times a factor.</summary>
    public static Variable Of(Tape tape, Variable rows, int heads, double factor = 1)
    {
        Real[] numbers = rows.Span.ToArray();
        if (factor != 1)
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] *= (Real)factor;
        return tape.Constant(numbers, ShapeOf(rows, heads));
    }

    /// <summary>
    /// The same, each head's numbers divided by their length, sqrt(x . x + 1e-6): keys and queries as fast weights use them.
    /// </summary>
    public static Variable OfUnitLength(Tape tape, Variable rows, int heads)
    {
        Real[] numbers = rows.Span.ToArray();
        int width = rows.Shape.Width / heads;
        for (int start = 0; start < numbers.Length; start += width)
        {
            Span<Real> head = numbers.AsSpan(start, width);
            double square = LengthEpsilon;
            foreach (Real number in head)
                square += (double)number * number;
            foreach (ref Real number in head)
                number = (Real)(number / Math.Sqrt(square));
        }

        return tape.Constant(numbers, ShapeOf(rows, heads));
    }

    private static Shape ShapeOf(Variable rows, int heads) => new(rows.Rows, heads, rows.Shape.Width / heads);
}
