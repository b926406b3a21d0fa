using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The tasks of melodies and pictures, stated here in code of its own.</summary>
public sealed class PerceptionTaskTests
{
    private const int Size = 8, Pixels = Size * Size;

    [Fact]
    public void Melody_contour_asks_how_a_melody_goes()
    {
        TaskDefinition task = Task("melody-contour", "tone 1, ask 1", "contour 4");
        Assert.Equal((9, 17), (task.MinLength, task.MaxLength));
        int[] contours = new int[4];
        ForEach(task, "length", 8, 16, (episode, length) =>
        {
            Real[] tones = [.. Enumerable.Range(0, length).Select(t => episode.InputRow(t)[0])];
            int contour = Melody.Contour(tones);
            contours[contour]++;
            var expected = new ExpectedEpisode(task);
            foreach (Real tone in tones)
                expected.Show(At(0, tone));
            expected.Recall(One(contour), One(1));
            expected.AssertIs(episode);
        });
        AssertFair(contours);
    }

    [Fact]
    public void Stripe_orientation_shows_all_pixels_in_any_order_and_asks_how_the_stripes_lie()
    {
        const int Period = 4;
        TaskDefinition task = Task("stripe-orientation", "pixel 1, ask 1, across 1, down 1", "orientation 4");
        Assert.Equal((Pixels + 1, Pixels + 1), (task.MinLength, task.MaxLength));
        int[] orientations = new int[4];
        var (pictures, firstPlaces) = (new HashSet<(int, int)>(), new HashSet<int>());
        ForEach(task, "shift", 0, Period - 1, (episode, shifted) =>
        {
            (Real Value, int Across, int Down)[] pixels = [.. Enumerable.Range(0, Pixels).Select(t => Pixel(episode.InputRow(t), 0, 2))];
            Assert.Equal(Enumerable.Range(0, Pixels), pixels.Select(Place).Order());
            Assert.All(pixels, pixel => Assert.True(pixel.Value is >= 0 and <= (Real)0.3 or >= (Real)0.7 and <= 1));
            // Only one orientation and shift make this picture.
            (int orientation, int shift) = Assert.Single(
                from lie in Enumerable.Range(0, 4)
                from moved in Enumerable.Range(0, Period)
                where pixels.All(pixel => IsBright(pixel, lie, moved) == pixel.Value > 0.5)
                select (lie, moved));
            Assert.Equal(shifted, shift);
            orientations[orientation]++;
            pictures.Add((orientation, shift));
            firstPlaces.Add(Place(pixels[0]));
            var expected = new ExpectedEpisode(task);
            foreach ((Real value, int column, int line) in pixels)
                expected.Show(At(0, value, 0, Coordinate(column), Coordinate(line)));
            expected.Recall(One(orientation), One(1));
            expected.AssertIs(episode);
        });
        AssertFair(orientations);
        Assert.Equal(4 * Period, pictures.Count);
        Assert.True(firstPlaces.Count > Pixels / 2);

        static int Place((Real Value, int Across, int Down) pixel) => Size * pixel.Down + pixel.Across;

        static bool IsBright((Real Value, int Across, int Down) pixel, int orientation, int shift)
        {
            int growing = orientation switch
            {
                0 => pixel.Down,
                1 => pixel.Across,
                2 => pixel.Across - pixel.Down + Size,
                _ => pixel.Across + pixel.Down,
            };
            return (growing + shift) % Period < Period / 2;
        }
    }

    [Fact]
    public void Seen_and_heard_asks_for_the_shade_of_the_quadrant_that_the_contour_names()
    {
        TaskDefinition task = SeenAndHeard();
        Assert.Equal((8 + Pixels + 1, 16 + Pixels + 1), (task.MinLength, task.MaxLength));
        ForEach(task, "length", 8, 16, (episode, length) =>
        {
            (int contour, int[] shades) = Decode(episode);
            var expected = new ExpectedEpisode(task);
            for (int t = 0; t < length; t++)
                expected.Show(At(0, episode.InputRow(t)[0], 0, 1, 0, 0, Melody.Time(t, length)));
            for (int i = 0; i < Pixels; i++)
                expected.Show(At(1, episode.InputRow(length + i)[1], 0, 1, 0, Coordinate(i % Size), Coordinate(i / Size)));
            expected.Recall(One(shades[contour]), One(4));
            expected.AssertIs(episode);
        });
    }

    /// <summary>
    /// What any predictor could get from a melody or a picture alone: the answers to each are counted in many episodes, and the most
    /// frequent one is given in as many others. Both together are always right, and each alone is no better than guessing.
    /// </summary>
    [Fact]
    public void Neither_what_is_seen_nor_what_is_heard_tells_the_answer_alone()
    {
        const int Episodes = 4800;
        var all = new List<(int Contour, string Picture, int Answer)>();
        ForEach(SeenAndHeard(), episode =>
        {
            (int contour, int[] shades) = Decode(episode);
            all.Add((contour, string.Concat(shades), Symbol(episode.TargetRow(episode.Length - 1))));
        }, 2 * Episodes);
        Assert.Equal(24, all.Select(each => each.Picture).Distinct().Count());
        AssertFair([.. all.GroupBy(each => each.Answer).Select(each => each.Count())]);
        AssertFair([.. all.GroupBy(each => each.Picture).Select(each => each.Count())]);
        // A contour and a picture know nothing of each other.
        AssertFair([.. all.GroupBy(each => (each.Contour, each.Picture)).Select(each => each.Count())]);
        Assert.Equal(1, Accuracy(each => (each.Contour, each.Picture)));
        // A quarter, with five standard deviations of 0.6 %.
        Assert.InRange(Accuracy(each => each.Contour), 0, 0.25 + 0.031);
        Assert.InRange(Accuracy(each => each.Picture), 0, 0.25 + 0.031);

        double Accuracy<TKey>(Func<(int Contour, string Picture, int Answer), TKey> seen)
            where TKey : notnull
        {
            Dictionary<TKey, int> usual = all.Take(Episodes).GroupBy(seen).ToDictionary(
                group => group.Key, group => group.GroupBy(each => each.Answer).MaxBy(each => each.Count())!.Key);
            return all.Skip(Episodes).Average(each => usual[seen(each)] == each.Answer ? 1.0 : 0);
        }
    }

    [Fact]
    public void Fewer_contours_name_fewer_quadrants()
    {
        var contours = new SortedSet<int>();
        ForEach(SeenAndHeard().With("{ contours: 2 }"), episode => contours.Add(Decode(episode).Contour));
        Assert.Equal([0, 1], contours);
    }

    private static TaskDefinition SeenAndHeard() =>
        Task("seen-and-heard", "tone 1, pixel 1, heard 1, seen 1, ask 1, across 1, down 1", "shade 4");

    /// <summary>The contour of the melody, and the shades of the four quadrants, which lie all around those of the definition.</summary>
    private static (int Contour, int[] Shades) Decode(Episode episode)
    {
        int length = (int)episode.Parameter("length");
        Real[] tones = [.. Enumerable.Range(0, length).Select(t => episode.InputRow(t)[0])];
        int[] shades = new int[4];
        foreach (var quadrant in Enumerable.Range(0, Pixels).Select(i => Pixel(episode.InputRow(length + i), 1, 5))
            .GroupBy(pixel => pixel.Across / (Size / 2) + 2 * (pixel.Down / (Size / 2))))
        {
            int shade = (int)Math.Round(3 * quadrant.Average(pixel => pixel.Value));
            Assert.All(quadrant, pixel => Assert.InRange(pixel.Value, shade / 3.0 - 0.2001, shade / 3.0 + 0.2001));
            shades[quadrant.Key] = shade;
        }

        Assert.Equal([0, 1, 2, 3], shades.Order());
        return (Melody.Contour(tones), shades);
    }

    private static (Real Value, int Across, int Down) Pixel(ReadOnlySpan<Real> row, int value, int place) =>
        (row[value], Index(row[place]), Index(row[place + 1]));

    private static int Index(Real coordinate) => (int)Math.Round((coordinate + 1) * (Size - 1) / 2);

    private static Real Coordinate(int index) => 2 * (Real)index / (Size - 1) - 1;

    /// <summary>Each as often as the others, within five standard deviations.</summary>
    private static void AssertFair(int[] counts)
    {
        double mean = counts.Average(), deviation = Math.Sqrt(mean * (1 - 1.0 / counts.Length));
        Assert.All(counts, count => Assert.InRange(count, mean - 5 * deviation, mean + 5 * deviation));
    }
}
