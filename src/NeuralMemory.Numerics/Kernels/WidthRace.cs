using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Times both paths of <see cref="WideVectors"/> on small operands that stay in the first-level cache. They take turns, and of each the
/// fastest turn counts, which other work on the machine disturbs least. The wide one must win clearly.
/// </summary>
internal static unsafe class WidthRace
{
    private const int Turns = 25, Inputs = 120, Rows = 8, Count = 400, Repetitions = 8;

    /// <summary>How much less time the wider path must take.</summary>
    private const double Clearly = 0.97;

    /// <summary>Whether products are faster with wide vectors: of 8 rows and one panel, as a shard of 8 sequences has them.</summary>
    public static bool OfProducts()
    {
        int panel = PanelLayout.PanelWidth;
        using NativeBuffer a = Ones(Rows * Inputs), b = Ones(Inputs * panel), c = Ones(Rows * panel);
        return IsWideFaster(
            () => RowTiles.Multiply(a.Pointer, Inputs, 1, Rows, b.Pointer, panel, Inputs, c.Pointer, panel, accumulate: false),
            () => RowTiles512.Multiply(a.Pointer, Inputs, 1, Rows, b.Pointer, panel, Inputs, c.Pointer, panel, accumulate: false));
    }

    /// <summary>Whether loops over numbers are.</summary>
    public static bool OfLoops()
    {
        using NativeBuffer a = Ones(Count), b = Ones(Count);
        return IsWideFaster(
            () => AddScaled(0, a.Pointer, b.Pointer, Count),
            () => Elementwise512.AddScaled(0, a.Pointer, b.Pointer, Count));
    }

    /// <summary>The loop of <see cref="Elementwise.AddScaled"/>, compiled at once for good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddScaled(Real scale, Real* source, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Vector<Real> factor = Vector.Create(scale);
        for (; i <= count - width; i += width)
            Vector.Store(Vector.FusedMultiplyAdd(factor, Vector.Load(source + i), Vector.Load(destination + i)), destination + i);
        return i;
    }

    private static bool IsWideFaster(Action narrow, Action wide)
    {
        long best = long.MaxValue, bestWide = long.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            best = Math.Min(best, TicksOf(narrow));
            bestWide = Math.Min(bestWide, TicksOf(wide));
        }

        return bestWide < Clearly * best;
    }

    private static long TicksOf(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Repetitions; i++)
            work();
        return Stopwatch.GetTimestamp() - start;
    }

    private static NativeBuffer Ones(int count)
    {
        NativeBuffer buffer = new(count);
        buffer.Span.Fill(1);
        return buffer;
    }
}
