namespace NeuralMemory.Commands.Tests;

public sealed class JobBarsTests
{
    [Theory]
    [InlineData("copy-tiny, seed 1", 58, "copy-tiny, seed 1")]
    [InlineData("optimizer={ kind: sgd, rate: 1e-2 } slots=16, seed 1", 58, "\u2026: 1e-2 } slots=16, seed 1")]
    [InlineData("optimizer={ kind: sgd, rate: 1e-2 } slots=16, seed 1", 30, "\u2026=16, seed 1")]
    [InlineData("optimizer={ kind: sgd, rate: 1e-2 } slots=16, seed 1", 98, "optimizer={ kind: sgd, rate: 1e-2 } slots=16, seed 1")]
    public void A_long_name_leaves_room_for_how_the_job_goes(string name, int width, string shown) =>
        Assert.Equal(shown, JobBars.Shortened(name, width));
}
