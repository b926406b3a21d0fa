namespace NeuralMemory.Analysis.Tests;

public sealed class KeysWithoutEffectTests
{
    [Theory]
    [InlineData("name", true)]
    [InlineData("training.checkpoint.every", true)]
    [InlineData("names", false)]
    [InlineData("training.optimizer.rate", false)]
    [InlineData("task.parameters.length", false)]
    public void A_key_of_a_config_has_an_effect_or_none(string path, bool isWithout) =>
        Assert.Equal(isWithout, KeysWithoutEffect.HasConfig(path));

    [Theory]
    [InlineData("description", true)]
    [InlineData("parameters.length", false)]
    public void A_key_of_a_task_has_an_effect_or_none(string path, bool isWithout) =>
        Assert.Equal(isWithout, KeysWithoutEffect.HasTask(path));
}
