using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Where episodes are written row by row, one after another, before their lengths are known.</summary>
/// <param name="inputLayout">The input channels.</param>
/// <param name="targetLayout">The target channels.</param>
/// <param name="budget">How many numbers it may hold.</param>
internal sealed class EpisodeStage(ChannelLayout inputLayout, ChannelLayout targetLayout, EpisodeBudget budget)
{
    private readonly int _inputWidth = inputLayout.Width, _targetWidth = targetLayout.Width;
    private readonly int[] _inputSymbols = SymbolsOf(inputLayout), _targetSymbols = SymbolsOf(targetLayout);
    private Real[] _inputs = [], _targets = [], _mask = [];
    private int[] _phase = [];
    private Real[] _held = [];
    private int _episodeStart, _passes, _episodes, _expected;

    /// <summary>The rows written so far, of all episodes.</summary>
    public int Rows { get; private set; }

    /// <summary>The numbers of a row: its inputs, its targets, where they are scored, and its phase.</summary>
    public int Width => _inputWidth + 2 * _targetWidth + 1;

    /// <summary>I, the input columns.</summary>
    public int InputWidth => _inputWidth;

    /// <summary>Whether it is asked what an optimal predictor would pay.</summary>
    public bool AddsReference { get; set; }

    /// <summary>What it pays for all episodes, in nats.</summary>
    public double ReferenceNats { get; set; }

    /// <summary>The rows of the episode that its answer is read from; they come first.</summary>
    public int SourceRows { get; private set; }

    /// <summary>The step in which the answer of the episode begins that comes back; -1 where there is none.</summary>
    public int AnswerStart { get; private set; }

    /// <summary>How many numbers the rows take.</summary>
    public long Numbers => (long)Rows * Width;

    /// <summary>Forgets everything.</summary>
    /// <param name="episodes">How many are to come.</param>
    public void Clear(int episodes) => (Rows, ReferenceNats, _episodes, _expected) = (0, 0, 0, episodes);

    /// <summary>Begins an episode after the last one.</summary>
    public void BeginEpisode()
    {
        // The first says about how long all will be: growing in many steps would leave as much behind again.
        if (_episodes == 1)
            Reserve((long)Rows * _expected);
        (_episodeStart, _passes, SourceRows, AnswerStart) = (Rows, 0, 0, -1);
        _episodes++;
    }

    /// <summary>Counts rows that an answer is read from.</summary>
    public void CountSource(int rows) => SourceRows += rows;

    /// <summary>Begins the answer of the episode that comes back.</summary>
    /// <param name="first">Its first row.</param>
    /// <returns>[I] what its further steps show besides it: blank, to be filled.</returns>
    public Span<Real> BeginAnswer(int first)
    {
        AnswerStart = first - _episodeStart;
        if (_held.Length < _episodes * _inputWidth)
            Array.Resize(ref _held, Math.Max(_episodes * _inputWidth, 2 * _held.Length));
        Span<Real> held = _held.AsSpan((_episodes - 1) * _inputWidth, _inputWidth);
        held.Clear();
        foreach (int column in _inputSymbols)
            held[column] = Channel.Blank;
        return held;
    }

    /// <summary>[I] what the steps of an answer show besides it, of an episode that has one.</summary>
    public ReadOnlySpan<Real> Held(int episode) => _held.AsSpan(episode * _inputWidth, _inputWidth);

    /// <summary>Counts a pass of a loop, so that loops over nothing end too.</summary>
    /// <exception cref="EpisodeException">There were too many.</exception>
    public void CountPass(SourceMark mark)
    {
        if (++_passes > TaskLimits.Rows)
            throw new EpisodeException(mark, $"the loops of the episode are gone through more than {TaskLimits.Rows} times");
    }

    /// <summary>Appends rows of zeros, or blank symbols, of which nothing is scored.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="phase">The phase they belong to.</param>
    /// <param name="mark">The phase's place, for the error.</param>
    /// <returns>The first of them.</returns>
    /// <exception cref="EpisodeException">The episode becomes too long.</exception>
    public int Append(int steps, int phase, SourceMark mark)
    {
        int first = Rows;
        if (first - _episodeStart + (long)steps > TaskLimits.Rows)
            throw new EpisodeException(mark, $"the episode has more than {TaskLimits.Rows} steps");
        if ((first + (long)steps) * Width > budget.Numbers)
            throw new EpisodeBudgetException(mark, string.Create(CultureInfo.InvariantCulture, $"{(_episodes == 1 ? "the episode comes"
                : $"the batch comes in its episode number {_episodes}")} to {first + (long)steps} steps of {_inputWidth} input and "
                + $"{_targetWidth} target columns, which hold more than {budget.Numbers} numbers "
                + $"('numbers' under 'budget' of the task's file)"));
        Rows += steps;
        Grow(ref _inputs, _inputWidth);
        Grow(ref _targets, _targetWidth);
        Grow(ref _mask, _targetWidth);
        Grow(ref _phase, 1);
        _inputs.AsSpan(first * _inputWidth, steps * _inputWidth).Clear();
        _targets.AsSpan(first * _targetWidth, steps * _targetWidth).Clear();
        _mask.AsSpan(first * _targetWidth, steps * _targetWidth).Clear();
        Blank(_inputs, _inputWidth, _inputSymbols, first);
        Blank(_targets, _targetWidth, _targetSymbols, first);
        _phase.AsSpan(first, steps).Fill(phase);
        return first;
    }

    /// <summary>Rows of input columns.</summary>
    public Span<Real> Inputs(int first, int rows) => _inputs.AsSpan(first * _inputWidth, rows * _inputWidth);

    /// <summary>Rows of target columns.</summary>
    public Span<Real> Targets(int first, int rows) => _targets.AsSpan(first * _targetWidth, rows * _targetWidth);

    /// <summary>Where the target columns of rows are scored.</summary>
    public Span<Real> Mask(int first, int rows) => _mask.AsSpan(first * _targetWidth, rows * _targetWidth);

    /// <summary>The phases of rows.</summary>
    public ReadOnlySpan<int> Phases(int first, int rows) => _phase.AsSpan(first, rows);

    private static int[] SymbolsOf(ChannelLayout layout) =>
        [.. layout.Items.Where(channel => channel.Symbols is not null).Select(channel => channel.Start)];

    private void Blank(Real[] rows, int width, int[] columns, int first)
    {
        foreach (int column in columns)
            for (int row = first; row < Rows; row++)
                rows[row * width + column] = Channel.Blank;
    }

    private void Reserve(long rows)
    {
        if (rows * Width > Math.Min(budget.Numbers, int.MaxValue))
            return;
        Reserve(ref _inputs, rows * _inputWidth);
        Reserve(ref _targets, rows * _targetWidth);
        Reserve(ref _mask, rows * _targetWidth);
        Reserve(ref _phase, rows);
    }

    private static void Reserve<T>(ref T[] array, long length)
    {
        if (array.Length < length)
            Array.Resize(ref array, (int)length);
    }

    private void Grow<T>(ref T[] array, int width)
    {
        int needed = checked(Rows * width);
        if (array.Length < needed)
            Array.Resize(ref array, Math.Max(needed, (int)Math.Min(2L * array.Length, budget.Numbers)));
    }
}
