using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The learning curve of a group: a summary of its runs at every place at which one was measured.</summary>
internal static class GroupCurve
{
    /// <summary>More places than these are not to be told apart in a picture.</summary>
    private const int MostPlaces = 400;

    /// <summary>A run's curve.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Measured">What was measured.</param>
    /// <param name="Points">The same, smoothed if that was asked for.</param>
    public sealed record Course(RunFacts Run, IReadOnlyList<FigurePoint> Measured, IReadOnlyList<FigurePoint> Points);

    /// <summary>The curves of a group's runs; empty ones for those that have measured nothing.</summary>
    public static Course[] CoursesOf(RunGroup group, string metric, CurveOptions options) =>
    [
        .. group.Runs.Select(run =>
        {
            FigurePoint[] measured = [.. run.Curve(metric, options.Split)
                .Select(point => new FigurePoint(point.At(options.Progress), point.Value)).OrderBy(point => point.X)];
            return new Course(run, measured, Smoothed(measured, options.Smooth));
        }),
    ];

    /// <summary>
    /// The summaries, from left to right. A run that is done keeps its last value, one that diverged or failed is worse than all others
    /// after its last one, as is a value that is no number; one that is under way no longer counts beyond its last one.
    /// </summary>
    public static IReadOnlyList<(double X, Summary Values)> Summarize(IReadOnlyList<Course> courses, string metric)
    {
        double worst = MetricNames.WorstOf(metric);
        double[] places = Thin([.. courses.SelectMany(course => course.Points).Select(point => point.X).Distinct().Order()]);
        List<double>[] values = [.. places.Select(_ => new List<double>())];
        foreach (Course course in courses)
        {
            int next = 0;
            for (int i = 0; i < places.Length; i++)
            {
                while (next < course.Points.Count && course.Points[next].X <= places[i])
                    next++;
                bool isBeyond = course.Points.Count == 0 || places[i] > course.Points[^1].X;
                if (isBeyond && course.Run.Status?.State != RunState.Done)
                {
                    if (course.Run.HasEnded)
                        values[i].Add(worst);
                }
                else if (next > 0)
                {
                    values[i].Add(double.IsNaN(course.Points[next - 1].Y) ? worst : course.Points[next - 1].Y);
                }
            }
        }

        return [.. places.Zip(values).Where(place => place.Second.Count > 0).Select(place => (place.First, Summary.Of(place.Second)))];
    }

    /// <summary>A running median around each point, of fewer points at the ends.</summary>
    internal static FigurePoint[] Smoothed(FigurePoint[] points, int window) => window <= 1 ? points :
    [
        .. points.Select((point, i) =>
        {
            int from = Math.Max(0, i - (window - 1) / 2), to = Math.Min(points.Length, i + window / 2 + 1);
            double[] around = [.. points[from..to].Select(each => each.Y).Where(value => !double.IsNaN(value))];
            return point with { Y = around.Length == 0 ? double.NaN : Quartiles.Of(around).Median };
        }),
    ];

    /// <summary>All places, or evenly chosen ones with the last among them: what is drawn there is as it was measured.</summary>
    private static double[] Thin(double[] places)
    {
        int stride = Math.Max(1, (places.Length + MostPlaces - 1) / MostPlaces);
        return [.. places.Where((_, i) => (places.Length - 1 - i) % stride == 0)];
    }
}
