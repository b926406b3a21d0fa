namespace NeuralMemory.Sweeps.Tests;

public sealed class PointIdentityTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("seed=7")]
    [InlineData("name=other")]
    [InlineData("training.threads=2")]
    [InlineData("training.report=3")]
    [InlineData("training.checkpoint.every=4")]
    [InlineData("training.optimizer.rate=0.001")]
    [InlineData("training.clip={norm: 1}")]
    public void What_changes_nothing_of_a_result_keeps_it(string change) => Assert.Equal(Of(), Of(change));

    [Theory]
    [InlineData("training.optimizer.rate=0.002")]
    [InlineData("training.steps=31")]
    [InlineData("machine.memory.slots=9")]
    [InlineData("task.parameters.length=[1, 5]")]
    [InlineData("evaluation.episodes=21")]
    [InlineData("evaluation.seed=1")]
    public void What_changes_a_result_changes_it(string change) => Assert.NotEqual(Of(), Of(change));

    [Fact]
    public void The_task_is_a_part_of_it_and_its_comments_are_not()
    {
        string task = File.ReadAllText(Path.Combine(Lab.Repository, "tasks", "copy.yaml"));
        File.WriteAllText(_lab.In("mine.yaml"), "# mine\n" + task);
        Assert.Equal(Of(), Of("task.name=mine.yaml"));
        File.WriteAllText(_lab.In("mine.yaml"), task.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        Assert.NotEqual(Of(), Of("task.name=mine.yaml"));
    }

    [Fact]
    public void It_is_twelve_hexadecimal_digits()
    {
        Assert.Matches("^[0-9a-f]{12}$", Of());
        Assert.True(PointIdentity.IsOne(Of()));
        Assert.False(PointIdentity.IsOne("history"));
        Assert.False(PointIdentity.IsOne("0123456789AB"));
    }

    private string Of(params string[] overrides) => PointIdentity.Of(_lab.Load(overrides));
}
