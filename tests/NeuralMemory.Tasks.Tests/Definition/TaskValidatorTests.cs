namespace NeuralMemory.Tasks.Tests;

public sealed class TaskValidatorTests
{
    [Fact]
    public void Channels_that_nobody_writes_and_extremes_that_fail_are_found()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { length: [1, 1000], skip: [0, 1] }
            inputs: { data: 2, spare: 1 }
            targets: { data: 2, stop: 1 }
            draw: { items: bits(length, 2) }
            episode:
              - show: { data: items }
              - recall: { data: slice(items, skip, 1) }
            loss: bits
            """);
        Assert.Equal(
            """
            t.yaml:4:20: no phase shows the input channel 'spare'
            t.yaml:5:21: no phase recalls the target channel 'stop'
            t.yaml:9:40: 'count' of slice is 1, and the sequence has 1 row, counted from 0 (with length = 1, skip = 1)
            """,
            string.Join('\n', TaskValidator.Validate(task)));
    }

    [Fact]
    public void An_episode_that_recalls_nothing_is_found()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { length: [0, 3] }
            inputs: { data: 2 }
            targets: { data: 2 }
            draw: { items: bits(length, 2) }
            episode:
              - show: { data: items }
              - recall: { data: items }
            loss: bits
            """);
        Assert.Equal(
            "t.yaml:1:1: the episode recalls nothing in its 0 steps (with length = 0)",
            Assert.Single(TaskValidator.Validate(task)).ToString());
    }
}
