using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where the parts of a picture of a memory are, and what its image shows.</summary>
internal sealed class MemoryMatrixLayout
{
    private const double Right = 14, Head = 18, Band = 12, Between = 4, Names = 96, NarrowNames = 84, LeastHeight = 84, MostHeight = 260;
    private const int Opacities = 8;

    private const double Narrow = 480;

    private static readonly (byte, byte, byte, byte)[] Written =
    [
        (0, 0, 0, 0),
        .. from shade in Enumerable.Range(0, StepColors.Shades)
           from opacity in Enumerable.Range(1, Opacities)
           let color = StepColors.Colors[shade]
           select (color.Red, color.Green, color.Blue, (byte)(255 * opacity / Opacities)),
    ];

    private readonly TracedQuantity _memory;
    private readonly int _width, _slots, _group;

    /// <param name="memory">The memory: one row [width, slots].</param>
    /// <param name="heads">The heads above it.</param>
    /// <param name="hasWriters">Whether who wrote slots is shown.</param>
    /// <param name="paper">How wide the picture is.</param>
    public MemoryMatrixLayout(TracedQuantity memory, IReadOnlyList<HeadMark> heads, bool hasWriters, double paper)
    {
        if (memory.Axes is not [var width, var slots] || slots.Length == 0 || width.Length == 0)
            throw new ArgumentException($"a memory has the axes width and slot, not those of '{memory.Name}'", nameof(memory));
        (_memory, _width, _slots) = (memory, width.Length, slots.Length);
        IsNarrow = paper < Narrow;
        double left = IsNarrow ? NarrowNames : Names;
        Axis = new(left, paper - left - Right, 0, _slots);
        _group = HeatMap.GroupOf(_slots, (int)Math.Max(1, Axis.Width));
        HeadHeight = Head;
        HeadsTop = 8;
        BandTop = HeadsTop + heads.Count * (Head + Between) + (heads.Count > 0 ? 2 : 0);
        Top = BandTop + (hasWriters ? Band + Between : 0);
        Rows = Math.Clamp(_width * Math.Clamp(Axis.Cell * 1.2, 4, 11), LeastHeight, MostHeight);
        AxisY = Top + Rows;
        BarTop = AxisY + 32;
        Bottom = BarTop + 28;
    }

    /// <summary>Whether there is little room beside things.</summary>
    public bool IsNarrow { get; }

    /// <summary>Where slots are.</summary>
    public PlaceAxis Axis { get; }

    /// <summary>The upper side of the first head.</summary>
    public double HeadsTop { get; }

    /// <summary>How high a weight of one is.</summary>
    public double HeadHeight { get; }

    /// <summary>The upper side of the band of who wrote slots.</summary>
    public double BandTop { get; }

    /// <summary>How high that is.</summary>
    public static double BandHeight => Band;

    /// <summary>The upper side of the numbers.</summary>
    public double Top { get; }

    /// <summary>How high they are.</summary>
    public double Rows { get; }

    /// <summary>Their lower side.</summary>
    public double AxisY { get; }

    /// <summary>The upper side of the color bar.</summary>
    public double BarTop { get; }

    /// <summary>How high the picture is.</summary>
    public double Bottom { get; }

    /// <summary>How many slots a dot stands for.</summary>
    public int Group => _group;

    /// <summary>The line that the bars of a head stand on.</summary>
    public double HeadBottom(int head) => HeadsTop + head * (Head + Between) + Head;

    /// <summary>The greatest amount in the memory, rounded upwards so that it can be said.</summary>
    public static double MostOf(TracedQuantity memory)
    {
        float most = 0;
        foreach (float value in memory.Row(0))
            most = Math.Max(most, Math.Abs(value));
        return InspectionScales.RoundUp(most);
    }

    /// <summary>The numbers by their values.</summary>
    public string ValueImage(ValueScale scale, bool isFile) => RasterOf(isFile).Of(Pooled(), Columns, scale);

    /// <summary>
    /// The numbers in the colors of the steps that wrote them: the more is left and the larger they are, the more opaque; by roots, so that
    /// small ones are seen.
    /// </summary>
    public string WrittenImage(SlotWriters writers, int steps, double most, bool isFile)
    {
        float[] values = Pooled();
        var dots = new byte[values.Length];
        for (int column = 0; column < Columns; column++)
        {
            int writer = WriterOf(writers, column);
            for (int row = 0; row < _width && writer >= 0; row++)
            {
                int at = row * Columns + column;
                dots[at] = DotOf(writers.Steps[writer], steps, Math.Sqrt(writers.Left[writer] * Math.Abs(values[at]) / most));
            }
        }

        return RasterOf(isFile).Of(dots, Columns, Written);
    }

    /// <summary>A dot for each slot in the color of the step that wrote it, as opaque as much of that write is left.</summary>
    public string BandImage(SlotWriters writers, int steps, bool isFile)
    {
        var dots = new byte[Columns];
        for (int column = 0; column < Columns; column++)
            if (WriterOf(writers, column) is >= 0 and var slot)
                dots[column] = DotOf(writers.Steps[slot], steps, writers.Left[slot]);
        return (isFile ? new Raster(Axis.Width, Band) : new Raster()).Of(dots, Columns, Written);
    }

    /// <summary>The colors of all steps from left to right.</summary>
    public static string StepsImage() =>
        new Raster().Of([.. Enumerable.Range(0, StepColors.Shades).Select(shade => (byte)(shade * Opacities + Opacities))],
            StepColors.Shades, Written);

    /// <summary>What a slot has, in words: <c>slot 17, written by step 5, 98 % left</c>.</summary>
    public static string WordsOf(int slot, SlotWriters? writers) => writers is null || slot >= writers.Steps.Count
        ? string.Create(CultureInfo.InvariantCulture, $"slot {slot}")
        : writers.Steps[slot] is SlotWriters.Nobody
            ? string.Create(CultureInfo.InvariantCulture, $"slot {slot}, written by no step")
            : string.Create(CultureInfo.InvariantCulture,
                $"slot {slot}, written by step {writers.Steps[slot]}, {100 * writers.Left[slot]:0} % left");

    private int Columns => (_slots + _group - 1) / _group;

    private Raster RasterOf(bool isFile) => isFile ? new(Axis.Width, Rows) : new();

    /// <summary>[width, columns] each the number of the greatest amount among the slots that a dot stands for.</summary>
    private float[] Pooled()
    {
        ReadOnlySpan<float> memory = _memory.Row(0);
        if (_group == 1)
            return memory.ToArray();
        var pooled = new float[_width * Columns];
        for (int row = 0; row < _width; row++)
            for (int slot = 0; slot < _slots; slot++)
            {
                ref float most = ref pooled[row * Columns + slot / _group];
                float value = memory[row * _slots + slot];
                if (Math.Abs(value) > Math.Abs(most))
                    most = value;
            }

        return pooled;
    }

    /// <summary>The slot of a dot of which the most is left; -1 where none was written.</summary>
    private int WriterOf(SlotWriters writers, int column)
    {
        int found = -1;
        for (int slot = column * _group; slot < Math.Min(_slots, (column + 1) * _group); slot++)
            if (writers.Steps[slot] != SlotWriters.Nobody && (found < 0 || writers.Left[slot] > writers.Left[found]))
                found = slot;
        return found;
    }

    private static byte DotOf(int step, int steps, double opacity) =>
        (byte)Math.Round(Math.Clamp(opacity, 0, 1) * Opacities) is > 0 and var level
            ? (byte)(StepColors.ShadeOf(step, steps) * Opacities + level)
            : (byte)0;
}
