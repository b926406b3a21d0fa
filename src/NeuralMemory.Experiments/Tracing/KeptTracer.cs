using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Keeps a window of a trace in memory.</summary>
/// <param name="config">The machine.</param>
/// <param name="options">What to keep.</param>
/// <param name="steps">The steps of the window.</param>
internal sealed class KeptTracer(MachineConfig config, EpisodeTraceOptions options, int steps) : EpisodeTracer(config, options.Links)
{
    private const string Memory = "memory";

    private readonly string[] _order = [.. config.Quantities.Select(quantity => quantity.Name)];
    private readonly Dictionary<string, Kept> _kept = [];

    /// <summary>What was kept: first what the machine declares, in its order.</summary>
    public IReadOnlyList<TracedQuantity> Quantities =>
    [
        .. _kept.Values.OrderBy(kept => Array.IndexOf(_order, kept.Shape.Name) is >= 0 and var place ? place : _order.Length)
            .Select(kept => kept.Shape.With(kept.Rows, kept.Numbers.AsMemory(0, kept.Rows.Count * kept.Shape.Length))),
    ];

    protected override void Take(TracedShape shape, ReadOnlySpan<float> numbers)
    {
        int row = Step - options.First;
        if (row < 0 || row >= steps)
            return;
        if (!_kept.TryGetValue(shape.Name, out Kept? kept))
            _kept.Add(shape.Name, kept = new(shape, steps, MostOf(shape.Name)));
        if (row == steps - 1 || row % kept.Every == 0)
            kept.Add(Step, numbers);
    }

    private int MostOf(string name) =>
        options.EndsOfMatrices && (name == Memory || Links.Contains(name)) ? 0 : options.NumbersOfQuantity;

    protected override void TakeWhole(TracedShape shape, int rows, ReadOnlySpan<float> numbers)
    {
        Kept kept = new(shape, rows, int.MaxValue);
        for (int row = 0; row < rows; row++)
            kept.Add(row, numbers.Slice(row * shape.Length, shape.Length));
        _kept.Add(shape.Name, kept);
    }

    private sealed class Kept
    {
        public Kept(TracedShape shape, int rows, int most)
        {
            Shape = shape;
            int room = Math.Max(2, most / Math.Max(1, shape.Length));
            Every = rows <= room ? 1 : (rows - 2) / (room - 1) + 1;
            Numbers = new float[((rows - 1) / Every + 2) * shape.Length];
        }

        public TracedShape Shape { get; }

        public int Every { get; }

        public List<int> Rows { get; } = [];

        public float[] Numbers { get; }

        public void Add(int row, ReadOnlySpan<float> numbers)
        {
            numbers.CopyTo(Numbers.AsSpan(Rows.Count * Shape.Length));
            Rows.Add(row);
        }
    }
}
