namespace NeuralMemory.Web.Tests;

/// <summary>Of a long episode the steps around the one that is looked at are drawn.</summary>
public sealed class WindowTests
{
    [Fact]
    public void A_short_episode_is_drawn_whole() => Assert.Equal(new Window(0, 41), Window.Around(40, 41));

    [Theory]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(10_001)]
    public void Every_step_is_in_its_window_and_every_window_in_the_episode(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Window window = Window.Around(step, steps);
            Assert.True(window.Has(step), $"step {step} in {window}");
            Assert.InRange(window.First, 0, steps - window.Steps);
            Assert.Equal(Window.Most, window.Steps);
        }
    }

    [Fact]
    public void A_window_changes_seldom() =>
        Assert.InRange(Enumerable.Range(0, 10_000).Select(step => Window.Around(step, 10_000)).Distinct().Count(), 2, 10_000 / 100);
}
