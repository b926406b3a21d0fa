namespace NeuralMemory.Numerics.Tests;

/// <summary>Words as codes: each pair of numbers is the nearest of its points.</summary>
public sealed unsafe class IndexCodesTests
{
    private const int Width = 10, Points = 16, Rows = 500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_pair_is_the_first_of_the_points_that_lie_nearest(bool areAlike)
    {
        using var words = new WordRows();
        IndexCodes codes = Learned(words, areAlike);
        byte* code = stackalloc byte[codes.Bytes];
        for (int row = 0; row < Rows; row++)
        {
            codes.Encode(words[row], code);
            for (int plane = 0; plane < Width / 2; plane++)
                Assert.Equal(NearestOf(codes, words[row], plane), PointOf(code, plane));
        }
    }

    [Fact]
    public void What_is_no_number_is_the_first_point()
    {
        using var words = new WordRows();
        IndexCodes codes = Learned(words, areAlike: false);
        byte* code = stackalloc byte[codes.Bytes];
        new Span<Real>(words[0], Width).Fill(Real.NaN);
        codes.Encode(words[0], code);
        for (int plane = 0; plane < Width / 2; plane++)
            Assert.Equal(0, PointOf(code, plane));
    }

    private static IndexCodes Learned(WordRows words, bool areAlike)
    {
        var stream = new RandomStream(StreamKey.FromSeed(6));
        words.Begin(Width);
        for (int row = 0; row < Rows; row++)
        {
            Real* word = words.Add();
            for (int i = 0; i < Width; i++)
                word[i] = areAlike ? stream.NextInt(0, 1) : (Real)stream.NextGaussian();
        }

        var codes = new IndexCodes();
        codes.Begin(Width);
        codes.Learn(words);
        return codes;
    }

    private static int PointOf(byte* code, int plane) => code[plane / 2] >> (plane % 2 * 4) & 15;

    private static int NearestOf(IndexCodes codes, Real* word, int plane)
    {
        Span<Real> points = codes.Learned.Slice(2 * Points * plane, 2 * Points), x = points[..Points], y = points[Points..];
        int nearest = 0;
        Real least = Real.MaxValue;
        for (int i = 0; i < Points; i++)
        {
            Real byX = word[2 * plane] - x[i], byY = word[2 * plane + 1] - y[i], square = byX * byX + byY * byY;
            if (square < least)
                (nearest, least) = (i, square);
        }

        return nearest;
    }
}
