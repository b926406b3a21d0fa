using NeuralMemory.Experiments;

namespace NeuralMemory.Commands.Tests;

public sealed class ProgressLineTests
{
    private static readonly TrainingProgress Usual = new(
        11_000, 60_000, 176_000, 0.69421, 159.54, 46.377, null, 12.3456, 1e-4, 356.72, TimeSpan.FromSeconds(30));

    private static readonly TrainingProgress Long = new(
        10_000_000, 10_000_000, 160_250_000, 0.00123456, 0.00123456, 0.00123456, null, 1.2345e-5, 1e-4, 123_456, TimeSpan.FromDays(30));

    [Fact]
    public void A_log_tells_all_that_is_measured() => Assert.Equal(
        "step 11,000/60,000  176,000 seq  loss 0.694  bits 160  errors 46.4  grad 12.3  357 seq/s  2:47 left",
        ProgressLine.ForLog(Usual, TimeSpan.FromSeconds(167), 100));

    [Fact]
    public void A_long_line_of_a_log_leaves_out_the_time_and_nothing_that_is_measured() => Assert.Equal(
        "step 10,000,000/10M  160.25M seq  loss 0.0012  bits 0.0012  errors 0.0012  grad 1.2e-5  123456 seq/s",
        ProgressLine.ForLog(Long, TimeSpan.FromHours(26), 100));

    [Theory]
    [InlineData(100, "step 11,000  176,000 seq  loss 0.694  bits 160  errors 46.4  grad 12.3  357 seq/s  1:02:47 left")]
    [InlineData(64, "step 11,000  loss 0.694  errors 46.4  357 seq/s  1:02:47 left")]
    [InlineData(40, "step 11,000  loss 0.694  errors 46.4")]
    [InlineData(10, "step 11,000  loss 0.694")]
    public void Beside_a_bar_there_is_what_fits(int width, string line) =>
        Assert.Equal(line, ProgressLine.ForBar(Usual, TimeSpan.FromSeconds(3767), width));

    [Fact]
    public void Numbers_that_are_not_finite_are_named() => Assert.Contains(
        "loss NaN  ", ProgressLine.ForLog(Usual with { Loss = double.NaN }, TimeSpan.Zero, 100), StringComparison.Ordinal);
}
