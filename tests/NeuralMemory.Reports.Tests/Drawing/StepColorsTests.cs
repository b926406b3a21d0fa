namespace NeuralMemory.Reports.Tests;

public sealed class StepColorsTests
{
    [Fact]
    public void Later_steps_are_lighter_so_that_their_order_is_seen_without_colors()
    {
        double[] lightness = [.. StepColors.Colors.Select(Lightness)];
        Assert.Equal(StepColors.Shades, lightness.Length);
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second > pair.First + 0.5, $"{pair.First} then {pair.Second}"));
        // Neither end is lost on the ground of a dark page or of a light one.
        Assert.InRange(lightness[0], 33, 45);
        Assert.InRange(lightness[^1], 75, 86);
    }

    /// <summary>Text has a contrast of at least 4 to 1.</summary>
    [Fact]
    public void Text_on_a_step_can_be_read()
    {
        for (int step = 0; step < 31; step++)
        {
            double ground = Luminance(StepColors.Colors[StepColors.ShadeOf(step, 31)]);
            double ink = StepColors.InkOn(step, 31) == Palette.White ? 1 : Luminance((0x10, 0x14, 0x1b));
            double contrast = (Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05);
            Assert.True(contrast >= 4, $"step {step}: {contrast}");
        }
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(9, 10, 30)]
    [InlineData(99, 10, 30)]
    [InlineData(0, 1, 0)]
    [InlineData(500, 1001, 15)]
    public void Steps_are_spread_over_the_colors(int step, int steps, int shade) => Assert.Equal(shade, StepColors.ShadeOf(step, steps));

    [Fact]
    public void A_color_is_written_as_CSS_has_it() => Assert.Equal(("#5a48a8", "#bddf26"), (StepColors.At(0, 7), StepColors.At(6, 7)));

    private static double Lightness((byte Red, byte Green, byte Blue) color) => 116 * Math.Cbrt(Luminance(color)) - 16;

    private static double Luminance((byte Red, byte Green, byte Blue) color) =>
        0.2126 * Linear(color.Red) + 0.7152 * Linear(color.Green) + 0.0722 * Linear(color.Blue);

    private static double Linear(byte channel) =>
        channel / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}
