using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>
/// One head of one sequence, laid out for <see cref="FastWeightKernels"/>: steps one under another. The numbers of a value are cut into
/// panels, which know nothing of one another, so that the memory of a panel stays in the first level of cache.
/// </summary>
public unsafe struct FastWeightHead
{
    /// <summary>What is added to the sum of squares of a key or query before its root is taken.</summary>
    public const double Epsilon = 1e-6;

    /// <summary>P, the numbers of a value in a panel.</summary>
    public static int PanelWidth => PanelLayout.PanelWidth;

    /// <summary>T, the number of steps.</summary>
    public int Steps { get; set; }

    /// <summary>D, the numbers of a key.</summary>
    public int KeyNumbers { get; set; }

    /// <summary>Whether what a key reads is taken away before its value is written.</summary>
    public bool Erases { get; set; }

    /// <summary>[T, D] the queries, divided by their lengths.</summary>
    public Real* Queries { get; set; }

    /// <summary>[T, D] the keys, divided by their lengths.</summary>
    public Real* Keys { get; set; }

    /// <summary>[T] the strengths.</summary>
    public Real* Strengths { get; set; }

    /// <summary>[T] the decays; ones where there are none.</summary>
    public Real* Decays { get; set; }

    /// <summary>The numbers of the memory of a panel.</summary>
    public readonly int MemoryNumbers => KeyNumbers * PanelWidth;

    /// <summary>How many panels there are for <paramref name="values"/> numbers of a value.</summary>
    public static int PanelsOf(int values) => (values + PanelWidth - 1) / PanelWidth;

    /// <summary>After how many steps a memory is kept for the backward pass: the root of all, so that as many are computed anew.</summary>
    public static int StepsOfChunk(int steps) => (int)Math.Ceiling(Math.Sqrt(steps));

    /// <summary>How many memories are kept.</summary>
    public static int ChunksOf(int steps) => (steps + StepsOfChunk(steps) - 1) / StepsOfChunk(steps);

    /// <summary>target = source / sqrt(source . source + epsilon).</summary>
    /// <returns>One over that root.</returns>
    public static Real Unit(Real* source, Real* target, int count)
    {
        Real inverse = 1 / Real.Sqrt(Elementwise.Dot(source, source, count) + (Real)Epsilon);
        Elementwise.Scale(inverse, source, target, count);
        return inverse;
    }

    /// <summary>Adds to the gradient of what <see cref="Unit"/> was given: (dy - y (y . dy)) / length.</summary>
    /// <param name="unit">What it made.</param>
    /// <param name="inverse">One over the length.</param>
    /// <param name="gradient">The gradient of what it made.</param>
    /// <param name="target">The gradient that is added to.</param>
    /// <param name="count">How many numbers there are.</param>
    public static void UnitGradient(Real* unit, Real inverse, Real* gradient, Real* target, int count)
    {
        Real along = Elementwise.Dot(unit, gradient, count);
        Elementwise.AddScaled(inverse, gradient, target, count);
        Elementwise.AddScaled(-inverse * along, unit, target, count);
    }

    /// <summary>Copies one panel of rows to rows of its width, with zeros behind.</summary>
    /// <param name="source">The panel's first number of the first row.</param>
    /// <param name="stride">From row to row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="numbers">How many numbers of a row belong to the panel, at most <see cref="PanelWidth"/>.</param>
    /// <param name="target">[rows, P]</param>
    public static void Load(Real* source, long stride, int rows, int numbers, Real* target)
    {
        for (int row = 0; row < rows; row++, source += stride, target += PanelWidth)
        {
            Vector.Store(Lanes.Load(source, numbers), target);
            Vector.Store(Lanes.Load(source + Lanes.Count, numbers - Lanes.Count), target + Lanes.Count);
        }
    }

    /// <summary>The way back.</summary>
    public static void Store(Real* panel, int rows, int numbers, Real* target, long stride)
    {
        for (int row = 0; row < rows; row++, panel += PanelWidth, target += stride)
            Elementwise.Copy(panel, target, numbers);
    }
}
