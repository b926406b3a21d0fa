using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws how an episode goes through a memory: each step has a color, which what was shown then has, the slot that it was written to from
/// then on, the read of that slot, and the answer that came of it. The memory stands beside its slots. The same trace gives the same bytes.
/// </summary>
public sealed class MemoryPicture
{
    private const double Left = 108, Top = 66, PlotWidth = 640, Margin = 22, Gap = 12, Beside = 34, RightNotes = 12, KeyHeight = 46;
    private const double Bit = 9;
    private const int MostSlots = 96, Opacities = 8;

    private readonly Svg _svg = new();
    private readonly EpisodeTrace _trace;
    private readonly SlotHistory _history;
    private readonly double _cell, _slot;
    private readonly int _group, _last, _at;

    private MemoryPicture(EpisodeTrace trace, SlotHistory history, int? at)
    {
        (_trace, _history, _at) = (trace, history, at ?? MatrixMemoryView.BeforeLastPhase(trace));
        _cell = Math.Clamp(PlotWidth / trace.Steps, 1.5, 22);
        _group = HeatMap.GroupOf(history.Slots, MostSlots);
        int rows = (history.Slots + _group - 1) / _group;
        _slot = Math.Clamp(Math.Floor(2 * 300.0 / rows) / 2, 2.5, 18);
        _last = trace.First + trace.Steps - 1;
    }

    /// <summary>Draws a trace.</summary>
    /// <param name="trace">The trace, with the memory of all its steps.</param>
    /// <param name="at">
    /// After which step of the window the memory is shown; null for the last one before the last phase, when what was shown is in it.
    /// </param>
    /// <exception cref="RunException">The machine has no memory that heads write to, by slots or by keys.</exception>
    public static string Draw(EpisodeTrace trace, int? at = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (MatrixMemoryView.Of(trace, at) is { } matrices)
            return InspectionPicture.Draw([matrices]);
        return SlotHistory.Of(trace) is { } history && trace.Find("memory") is { Axes.Count: 2, Rows.Count: > 0 }
            ? new MemoryPicture(trace, history, at).Draw()
            : throw new RunException(RunProblem.Missing, $"{trace.Name}: {trace.Machine} has no memory that heads write to, by slots or by "
                + (trace.Quantities.Any(quantity => quantity.Name.EndsWith("/cell", StringComparison.Ordinal))
                    ? "keys: each of its cells is a sum over all steps, which no read takes apart; draw the episode over time"
                    : "keys; draw the episode over time"));
    }

    private double Right => Left + _cell * _trace.Steps;

    private string Draw()
    {
        _svg.Text(Margin, 28, $"{_trace.Name}: {_trace.Machine}", Palette.Ink, size: 16, weight: 600);
        _svg.Text(Margin, 46, InspectionView.Of(_trace).Title, Palette.Faint, size: 11.5);
        double y = Phases(Top);
        foreach (TracedChannel channel in _trace.Inputs)
            y = Channel($"in · {channel.Name}", channel, _trace.Recording.Inputs, _trace.Recording.ShownSymbols, step => step, y,
                isAnswer: false);
        y += Gap - 4;
        double top = y;
        y = Slots(y);
        double right = Memory(top);
        y += Gap;
        foreach (TracedChannel channel in _trace.Targets)
            y = Channel($"out · {channel.Name}", channel, _trace.Recording.Outputs, _trace.Recording.Symbols,
                step => _history.OriginAt(step - _trace.First), y, isAnswer: true);
        y = Axis(y);
        y = Key(y + 10);
        return _svg.Document(right + Margin, y + 6, $"{_trace.Name}: {_trace.Machine}; {_trace.TaskAndPokes}");
    }

    private double Phases(double y)
    {
        InspectionView view = InspectionView.Of(_trace);
        foreach (Stretch phase in TimeBand.PhasesOf(view))
        {
            double x = Left + phase.First * _cell, width = phase.Count * _cell;
            _svg.Rectangle(x, y, width, 16, RowsTime.ColorOf(phase.Value), 0.2);
            if (Svg.WidthOf(view.Phases[phase.Value], 9.5) + 4 <= width)
                _svg.Text(x + width / 2, y + 11.5, view.Phases[phase.Value], Palette.Ink, "middle", 9.5);
        }

        return y + 16 + 6;
    }

    /// <summary>Columns of what was shown or answered, each in the color of a step; what is wrong is crossed out.</summary>
    private double Channel(
        string name, TracedChannel channel, float[,] values, IReadOnlyList<RecordedSymbol> symbols, Func<int, int> colorOf, double y,
        bool isAnswer)
    {
        if (symbols.Any(symbol => symbol.IsNumber && symbol.Start == channel.Start))
            return y;
        double row = channel.Width > 24 ? 3 : Bit, height = row * channel.Width;
        EpisodeRecording recording = _trace.Recording;
        // Numbers of either sign are seen by how large they are beside the largest.
        bool isNumber = isAnswer && recording.ToleranceOf(channel.Start) is not null;
        float most = isNumber ? recording.MostOf(channel.Start, channel.Width) : 1;
        Name(name, y + height / 2 + 4);
        _svg.Rectangle(Left, y, Right - Left, height, Palette.Paper);
        for (int step = _trace.First; step <= _last; step++)
        {
            Cells cells = new(), unsure = new();
            int drawn = 0, color = colorOf(step);
            for (int column = 0; column < channel.Width; column++)
            {
                int at = channel.Start + column;
                float value = isNumber ? Math.Abs(values[step, at]) / most : values[step, at];
                if ((isAnswer && !recording.Counts(step, at)) || value <= 0.02f)
                    continue;
                drawn++;
                (value > 0.5f ? cells : unsure).Add(X(step), y + column * row, _cell, row);
            }

            if (drawn == 0)
                continue;
            string fill = color == SlotWriters.Nobody ? Palette.Faint : StepColors.At(color, _last + 1);
            _svg.Fill(cells, fill);
            if (unsure.ToString().Length > 0)
                _svg.Fill(unsure, fill, 0.2);
        }

        for (int step = _trace.First; isAnswer && step <= _last; step++)
            for (int column = 0; column < channel.Width; column++)
                if (recording.IsWrong(step, channel.Start + column))
                    Cross(X(step), y + column * row, _cell, row);
        _svg.Frame(Left, y, Right - Left, height, Palette.Line, 0.75);
        return y + height + 4;
    }

    /// <summary>
    /// Each slot over time: from the step that wrote it on it has that step's color, as strong as much of it is left; strongest where it
    /// is written. Where it is read there is a ring.
    /// </summary>
    private double Slots(double y)
    {
        int rows = (_history.Slots + _group - 1) / _group;
        double height = rows * _slot;
        Name(_group == 1 ? $"{_history.Slots} slots" : $"{_history.Slots} slots by {_group}", y + height / 2 + 4);
        _svg.Text(Left - 8, y + 9, "slot 0", Palette.Faint, "end", 9.5);
        _svg.Text(Left - 8, y + height - 2, (_history.Slots - 1).ToString(CultureInfo.InvariantCulture), Palette.Faint, "end", 9.5);
        _svg.Rectangle(Left, y, Right - Left, height, Palette.Paper);
        for (int row = 0; row < rows; row++)
            foreach (Stretch held in Stretch.Of(_trace.Steps, step => Held(step, row)))
                if (held.Value >= 0)
                    _svg.Rectangle(Left + held.First * _cell, y + row * _slot, held.Count * _cell, _slot,
                        StepColors.At(held.Value / (Opacities + 1), _last + 1), 0.42 * (held.Value % (Opacities + 1)) / Opacities);
        for (int step = _trace.First; step <= _last; step++)
        {
            foreach (TracedHead head in _history.Writers)
                Marks(head, step, (row, weight) => _svg.Rectangle(
                    X(step), y + row * _slot, _cell, _slot, StepColors.At(step, _last + 1), Math.Min(1, weight)));
            foreach (TracedHead head in _history.Readers)
                Marks(head, step, (row, weight) => Ring(step, y + row * _slot, weight));
        }

        _svg.Frame(Left, y, Right - Left, height, Palette.Line, 0.75);
        return y + height;
    }

    /// <summary>What a row holds after a step: the step that wrote it and how much is left, as one number; below 0 for nothing.</summary>
    private int Held(int step, int row)
    {
        SlotWriters writers = _history.After(step);
        int slot = Enumerable.Range(row * _group, Math.Min(_group, _history.Slots - row * _group)).MaxBy(each => writers.Left[each]);
        int left = (int)Math.Round(Opacities * Math.Clamp(writers.Left[slot], 0, 1));
        return writers.Steps[slot] == SlotWriters.Nobody || left == 0 ? -1 : writers.Steps[slot] * (Opacities + 1) + left;
    }

    /// <summary>Draws where a head is in a step; what has little weight is not seen.</summary>
    private void Marks(TracedHead head, int step, Action<int, float> draw)
    {
        ReadOnlySpan<float> weights = head.WeightsAt(_trace, step);
        for (int row = 0; row * _group < weights.Length; row++)
        {
            float most = 0;
            for (int slot = row * _group; slot < Math.Min(weights.Length, (row + 1) * _group); slot++)
                most = Math.Max(most, weights[slot]);
            if (most >= 0.1f)
                draw(row, most);
        }
    }

    private void Ring(int step, double y, float weight)
    {
        // The first steps often read what nothing was written to.
        if (_history.OriginAt(step - _trace.First) == SlotWriters.Nobody)
            return;
        double inset = Math.Min(1, _cell / 6);
        _svg.Rectangle(X(step) + inset, y + inset, _cell - 2 * inset, _slot - 2 * inset,
            StepColors.At(_history.OriginAt(step - _trace.First), _last + 1), weight);
        if (Math.Min(_cell, _slot) >= 4 && weight >= 0.25f)
            _svg.Frame(X(step) + inset, y + inset, _cell - 2 * inset, _slot - 2 * inset, Palette.Ink, 1.25, 1.5);
    }

    /// <summary>The memory beside its slots, after the step that was asked for.</summary>
    private double Memory(double y)
    {
        TracedQuantity memory = _trace.Find("memory")!;
        int kept = Enumerable.Range(0, memory.Rows.Count).LastOrDefault(row => memory.Rows[row] <= _at);
        int step = memory.Rows[kept], width = memory.Axes[0].Length, slots = memory.Axes[1].Length;
        SlotWriters writers = _history.After(step - _trace.First);
        ReadOnlySpan<float> numbers = memory.Row(kept);
        double left = Right + Beside, cell = Math.Clamp(190.0 / width, 2.5, 10);
        float most = 1e-6f;
        foreach (float number in numbers)
            most = Math.Max(most, Math.Abs(number));
        _svg.Rectangle(left, y, cell * width, _slot * ((slots + _group - 1) / _group), Palette.Paper);
        for (int slot = 0; slot < slots; slot += _group)
            for (int column = 0; column < width; column++)
            {
                float share = Math.Abs(numbers[column * slots + slot]) / most;
                if (writers.Steps[slot] != SlotWriters.Nobody && writers.Left[slot] > 0.02f)
                    _svg.Rectangle(left + column * cell, y + slot / _group * _slot, cell, _slot,
                        StepColors.At(writers.Steps[slot], _last + 1), Math.Round(0.12 + 0.88 * Math.Sqrt(share), 2));
            }

        double height = _slot * ((slots + _group - 1) / _group);
        _svg.Frame(left, y, cell * width, height, Palette.Line, 0.75);
        _svg.Text(left, y - 7, string.Create(CultureInfo.InvariantCulture, $"memory after step {step}"), Palette.Ink, size: 11);
        _svg.Text(left, y + height + 13, string.Create(CultureInfo.InvariantCulture, $"{width} numbers a slot"), Palette.Faint, size: 9.5);
        double x = X(step) + _cell;
        _svg.Stroke(x, y, x, y + height, Palette.Ink, 0.9, "3 2");
        return left + Math.Max(cell * width, 118) + RightNotes;
    }

    private double Axis(double y)
    {
        foreach (int step in TimeBand.NumberedSteps(_trace.First, _trace.Steps, _cell))
            _svg.Text(Left + (step + 0.5) * _cell, y + 10, (_trace.First + step).ToString(CultureInfo.InvariantCulture), Palette.Faint,
                "middle", 9.5);
        _svg.Text(Left - 8, y + 10, "step", Palette.Faint, "end", 9.5);
        return y + 16;
    }

    private double Key(double y)
    {
        double x = Left;
        for (int shade = 0; shade < StepColors.Shades; shade++)
            _svg.Rectangle(x + shade * 5, y, 5.2, 10, StepColors.At(shade, StepColors.Shades));
        _svg.Text(x, y + 22, string.Create(CultureInfo.InvariantCulture, $"step {_trace.First}"), Palette.Faint, size: 9.5);
        _svg.Text(x + StepColors.Shades * 5, y + 22, _last.ToString(CultureInfo.InvariantCulture), Palette.Faint, "end", 9.5);
        x += StepColors.Shades * 5 + 26;
        _svg.Text(x, y + 9, "A color is a step: what was shown then, the slot that has it since, and what was answered from it.",
            Palette.Ink, size: 10.5);
        _svg.Rectangle(x, y + 16, 10, 9, StepColors.At(4, StepColors.Shades));
        _svg.Text(x + 15, y + 24, "written", Palette.Ink, size: 10.5);
        _svg.Rectangle(x + 72, y + 16, 10, 9, StepColors.At(4, StepColors.Shades), 0.42);
        _svg.Text(x + 87, y + 24, "held", Palette.Ink, size: 10.5);
        _svg.Rectangle(x + 130, y + 16, 10, 9, StepColors.At(4, StepColors.Shades));
        _svg.Frame(x + 130, y + 16, 10, 9, Palette.Ink, 1.25, 1.5);
        _svg.Text(x + 145, y + 24, "read", Palette.Ink, size: 10.5);
        if (_trace.Recording.WrongAnswers > 0)
        {
            Cross(x + 188, y + 16, 10, 9);
            _svg.Text(x + 203, y + 24, "wrong", Palette.Ink, size: 10.5);
        }

        return y + KeyHeight - 16;
    }

    private double X(int step) => Left + (step - _trace.First) * _cell;

    private void Name(string text, double line) => _svg.Text(Left - 8, line, text, Palette.Ink, "end", 11);

    private void Cross(double x, double y, double width, double height)
    {
        double half = Math.Min(width, height) / 2 - 1, middle = x + width / 2, center = y + height / 2;
        _svg.Stroke(middle - half, center - half, middle + half, center + half, Palette.Red, 1.4);
        _svg.Stroke(middle - half, center + half, middle + half, center - half, Palette.Red, 1.4);
    }
}
