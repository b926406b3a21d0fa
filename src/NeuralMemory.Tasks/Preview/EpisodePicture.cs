using System.Globalization;
using System.Text;

namespace NeuralMemory.Tasks;

/// <summary>
/// Draws an episode as SVG: time runs to the right, each line is a column of a channel, inputs stand above targets, and the phases are
/// named on top. A cell is the darker the larger its value is beside the largest of its channel; what is below 0 is red. What is scored
/// is outlined, and a target that is not scored is pale. The same episode gives the same bytes.
/// </summary>
public static class EpisodePicture
{
    /// <summary>The picture.</summary>
    public static string Draw(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return new Drawing(episode).Finish();
    }

    /// <summary>One picture under way.</summary>
    private sealed class Drawing
    {
        private const double Margin = 22, PlotWidth = 960, LeastWidth = 400, ScaleWidth = 112, MostCell = 26, LeastSeparated = 7;
        private const double LeastRow = 3, MostRow = 18, LeastPanel = 13, AllRows = 420, Gap = 6, Band = 20, Small = 11;
        // Of what is above 0 and of what is below; with 0 they are the looks of a cell, which counts or is pale.
        private const int Shades = 10, Looks = 2 * Shades + 1;
        private const string Ink = "#20252e", Faint = "#737c8c", Paper = "#f3f5f8", Border = "#d4d9e2";
        private const string Shown = "#1d4e89", Wanted = "#1b7f5c", Below = "#b3372f", Scored = "#e08a1e";
        private static readonly string[] Bands = ["#dfe7f2", "#f6e8d3", "#e2efe4", "#efe0ee", "#ebe8dc", "#dcecef"];

        private readonly SvgCanvas _svg = new();
        private readonly Episode _episode;
        private readonly TaskDefinition _task;
        private readonly string _head, _title;
        private readonly double _left, _cell, _row, _width;
        private double _y = 58;

        public Drawing(Episode episode)
        {
            (_episode, _task) = (episode, episode.Task);
            IReadOnlyList<Channel> channels = [.. _task.Inputs.Items, .. _task.Targets.Items];
            _left = Margin + 12 + channels.Max(channel => Math.Max(SvgCanvas.WidthOf(channel.Name, Small), 42));
            _cell = Math.Min(MostCell, PlotWidth / episode.Length);
            _row = Math.Clamp(AllRows / channels.Sum(channel => channel.Width), LeastRow, MostRow);
            (_head, _title) = (PreviewText.HeadOf(episode), PreviewText.TitleOf(episode));
            double legend = _task.Phases.Select((_, phase) => SvgCanvas.WidthOf(LegendOf(phase), Small)).DefaultIfEmpty().Max();
            _width = Math.Max(
                Math.Max(Right + ScaleWidth, _left + legend + Margin),
                Margin + Math.Max(LeastWidth, SvgCanvas.WidthOf(_title, 12) + Margin));
        }

        private double Right => _left + _cell * _episode.Length;

        public string Finish()
        {
            _svg.Text(Margin, 30, _head, Ink, 17, weight: 600);
            _svg.Text(Margin, 49, _title, Faint, 12);
            Phases();
            double top = _y;
            Side("inputs", _task.Inputs, _episode.InputRow, Shown);
            _y += 8;
            Side("targets", _task.Targets, _episode.TargetRow, Wanted);
            foreach ((int first, _, _) in Runs(_episode.PhaseOf).Skip(1))
                if (_cell >= 2)
                    _svg.Line(_left + first * _cell, top + 4, _left + first * _cell, _y - Gap, Border);
            Outlines(_y);
            Axis();
            return _svg.Finish(_width, _y + 8, $"{_head}: {_title}");
        }

        /// <summary>A band of phases with their names; where a name has no room its letter stands, and is explained above.</summary>
        private void Phases()
        {
            List<(int First, int Count, int Phase)> runs = Runs(_episode.PhaseOf);
            int[] lettered = [.. runs.Where(run => !HasRoom(run)).Select(run => run.Phase).Distinct().Order()];
            double x = _left;
            _y += lettered.Length > 0 ? 12 : 0;
            foreach (int phase in lettered)
            {
                string text = LegendOf(phase);
                if (x > _left && x + SvgCanvas.WidthOf(text, Small) > _width - Margin)
                    (x, _y) = (_left, _y + 15);
                _svg.Text(x, _y, text, Faint, Small);
                x += SvgCanvas.WidthOf(text, Small) + 18;
            }

            _y += 8;
            foreach ((int first, int count, int phase) run in runs)
            {
                double start = _left + run.first * _cell, width = run.count * _cell;
                _svg.Fill(start, _y, width, Band, Bands[run.phase % Bands.Length]);
                string text = HasRoom(run) ? _task.Phases[run.phase] : PreviewText.LetterOf(run.phase).ToString();
                if (width >= 8)
                    _svg.Text(start + width / 2, _y + 14, text, Ink, Small, "middle");
            }

            _y += Band + Gap;

            bool HasRoom((int First, int Count, int Phase) run) =>
                SvgCanvas.WidthOf(_task.Phases[run.Phase], Small) + 4 <= run.Count * _cell;
        }

        private string LegendOf(int phase) => $"{PreviewText.LetterOf(phase)}  {_task.Phases[phase]}";

        private delegate ReadOnlySpan<Real> RowOf(int step);

        private void Side(string name, ChannelLayout layout, RowOf rowOf, string color)
        {
            _y += 12;
            _svg.Text(Margin, _y, name, Faint, Small, weight: 600);
            _y += 5;
            foreach (Channel channel in layout.Items)
            {
                double height = HeightOf(channel);
                _svg.Fill(_left, _y, Right - _left, height, Paper);
                _svg.Text(_left - 7, _y + height / 2 + 4, channel.Name, Ink, Small, "end");
                Cells(channel, rowOf, color, isTarget: ReferenceEquals(layout, _task.Targets));
                _y += height + Gap;
            }
        }

        private double HeightOf(Channel channel) => Math.Max(_row * channel.Width, LeastPanel);

        private void Cells(Channel channel, RowOf rowOf, string color, bool isTarget)
        {
            double least = 0, most = 0, height = HeightOf(channel) / channel.Width;
            for (int step = 0; step < _episode.Length; step++)
                foreach (Real value in rowOf(step).Slice(channel.Start, channel.Width))
                    (least, most) = (Math.Min(least, value), Math.Max(most, value));
            double largest = Math.Max(Math.Max(most, -least), isTarget ? 1 : double.Epsilon), between = _cell >= LeastSeparated ? 1 : 0;
            // One path for each shade keeps the file small: of what counts, and of targets that do not.
            var paths = new StringBuilder?[2, Looks];
            for (int column = 0; column < channel.Width; column++)
            {
                double y = _y + column * height;
                foreach ((int first, int count, int look) in Runs(step => LookOf(step, channel.Start + column)))
                    if (look % Looks != Shades)
                        for (int i = 0; i < (between > 0 ? count : 1); i++)
                            SvgCanvas.Add(
                                ref paths[look / Looks, look % Looks], _left + (first + i) * _cell, y,
                                (between > 0 ? 1 : count) * _cell - between, Math.Max(height - (height >= 5 ? 1 : 0), 0.5));
            }

            for (int shade = 0; shade < Looks; shade++)
                for (int pale = 0; pale < 2; pale++)
                {
                    double opacity = Math.Abs(shade - Shades) / (double)Shades;
                    _svg.Fill(paths[pale, shade], shade < Shades ? Below : color, pale > 0 ? opacity / 4 : opacity);
                }

            if (least < 0 || most is not (0 or 1) || HasFractions(channel, rowOf))
                Scale(channel, least, most, color);

            int LookOf(int step, int column)
            {
                double value = rowOf(step)[column] / largest * Shades;
                // What is not 0 can be seen.
                int shade = value is 0 ? 0 : value > 0 ? (int)Math.Ceiling(value) : (int)Math.Floor(value);
                return shade + Shades + (isTarget && _episode.MaskRow(step)[column] == 0 ? Looks : 0);
            }
        }

        private bool HasFractions(Channel channel, RowOf rowOf)
        {
            for (int step = 0; step < _episode.Length; step++)
                if (rowOf(step).Slice(channel.Start, channel.Width).IndexOfAnyExcept((Real)0, (Real)1) >= 0)
                    return true;
            return false;
        }

        /// <summary>What the shades of a channel mean: its lowest and its highest value beside them.</summary>
        private void Scale(Channel channel, double least, double most, string color)
        {
            double x = Right + 10, y = _y + HeightOf(channel) / 2 - 4;
            string low = Number(least), high = Number(most);
            _svg.Text(x, y + 8, low, Faint, 10);
            x += SvgCanvas.WidthOf(low, 10) + 4;
            double largest = Math.Max(most, -least);
            for (int i = 0; i < Shades; i++)
            {
                double value = least + (most - least) * (i + 0.5) / Shades;
                _svg.Fill(x + 3 * i, y, 3, 8, value < 0 ? Below : color, Math.Abs(value) / largest);
            }

            _svg.Text(x + 3 * Shades + 4, y + 8, high, Faint, 10);

            static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
        }

        /// <summary>Around what is scored: a channel where all its columns are scored alike, else each of its symbols.</summary>
        private void Outlines(double bottom)
        {
            double y = bottom;
            foreach (ChannelLoss loss in _task.Losses.Reverse())
            {
                Channel channel = loss.Channel;
                double height = HeightOf(channel) / channel.Width;
                y -= HeightOf(channel) + Gap;
                bool isWhole = Enumerable.Range(0, _episode.Length).All(step =>
                    _episode.MaskRow(step).Slice(channel.Start, channel.Width) is var mask && mask.IndexOfAnyExcept(mask[0]) < 0);
                int columns = isWhole ? channel.Width : loss.Classes;
                for (int column = 0; column < channel.Width; column += columns)
                    foreach ((int first, int count, int scored) in Runs(step => (int)_episode.MaskRow(step)[channel.Start + column]))
                        if (scored == 1)
                            _svg.Outline(_left + first * _cell, y + column * height, count * _cell, columns * height, Scored);
            }
        }

        private void Axis()
        {
            int every = ((int[])[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]).FirstOrDefault(n => n * _cell >= 28, 100000);
            for (int step = 0; step < _episode.Length; step += every)
                _svg.Text(_left + (step + 0.5) * _cell, _y + 8, step.ToString(CultureInfo.InvariantCulture), Faint, 10, "middle");
            _svg.Text(_left - 7, _y + 8, "step", Faint, 10, "end");
            _y += 26;
            _svg.Outline(_left + 1, _y - 8, 10, 8, Scored);
            _svg.Text(_left + 18, _y, "scored", Faint, 10);
            _y += 8;
        }

        /// <summary>The stretches of steps with one value.</summary>
        private List<(int First, int Count, int Value)> Runs(Func<int, int> valueOf)
        {
            var runs = new List<(int, int, int)>();
            for (int from = 0, to; from < _episode.Length; from = to)
            {
                int value = valueOf(from);
                for (to = from + 1; to < _episode.Length && valueOf(to) == value; to++)
                    continue;
                runs.Add((from, to - from, value));
            }

            return runs;
        }
    }
}
