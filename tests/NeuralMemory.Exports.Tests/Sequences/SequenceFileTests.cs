using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports.Tests;

public sealed class SequenceFileTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Bench.Small, ".jsonl")]
    [InlineData(Bench.Small, ".npz")]
    [InlineData(Bench.Sums, ".jsonl")]
    [InlineData(Bench.Sums, ".npz")]
    [InlineData(Bench.Names, ".jsonl")]
    [InlineData(Bench.Names, ".npz")]
    [InlineData(Bench.Echo, ".jsonl")]
    [InlineData(Bench.Echo, ".npz")]
    public void What_an_evaluation_wrote_is_answered_to_the_bit_alike(string config, string ending)
    {
        _bench.Train("one", config);
        EvaluationResult result = _bench.Outputs("one", "e" + ending);
        using TrainedMachine machine = TrainedMachine.Open(_bench["one"]);
        TaskDefinition task = machine.Experiment.Task;
        IReadOnlyList<GivenSequence> sequences =
            SequenceFile.Read("--input", _bench["e" + ending], task, machine.Machine.Config.ReadsSource);
        List<EpisodeNumbers> answered = [], measured = [];
        TaskScores scores = machine.Answer(sequences, answered.Add);
        machine.EvaluateAt(machine.PointsOf(new())[0], measured.Add);
        Assert.Equal(result.Scores.Total.Nats, scores.Total.Nats, 9);
        Assert.Equal(result.Scores.Total.SquaredError, scores.Total.SquaredError, 9);
        Assert.Equal((result.Scores.Total.Wrong, result.Scores.Total.Targets), (scores.Total.Wrong, scores.Total.Targets));
        Assert.Equal(measured.SelectMany(episode => episode.Outputs.ToArray()), answered.SelectMany(episode => episode.Outputs.ToArray()));
        Assert.Equal(measured.Select(episode => episode.Score!.Value.Nats), answered.Select(episode => episode.Score!.Value.Nats));
    }

    [Fact]
    public void Three_ways_of_writing_a_sequence_are_one()
    {
        IReadOnlyList<GivenSequence> lines = Read("a.jsonl", """
            {"inputs": {"data": [[1, 0, 1], [0, 0, 0], null], "end": [0, 1, null]}, "targets": {"data": [null, null, [1, 0, 1]]}}

            {"inputs": {"data": [[1, 1, 1]]}}
            """), table = Read("a.csv", """
            sequence,inputs.data.0,inputs.data.1,inputs.data.2,inputs.end,targets.data.0,targets.data.1,targets.data.2
            a,1,0,1,0,,,
            a,0,0,0,1,,,
            a,0,0,0,0,1,0,1
            b,1,1,1,0,,,
            """);
        foreach (IReadOnlyList<GivenSequence> sequences in new[] { lines, table })
        {
            Assert.Equal([3, 1], sequences.Select(sequence => sequence.Length));
            Assert.Equal([1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], sequences[0].Inputs.ToArray());
            Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0, 1], sequences[0].Targets.ToArray());
            Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1], sequences[0].Mask.ToArray());
        }

        using (NpzWriter file = NpzWriter.Create(_bench["a.npz"]))
        {
            file.Add("inputs", NpyArray.Of<double>([1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 4));
            file.Complete();
        }

        Assert.Equal(lines[0].Inputs.ToArray(),
            Assert.Single(SequenceFile.Read("--input", _bench["a.npz"], _bench.Load().Task, false)).Inputs.ToArray());
    }

    [Theory]
    [InlineData("""{"inputs": {"dta": [[1, 0, 1]]}}""", "a.jsonl:1:1: 'inputs': the task 'copy', which the machine was trained on, has no "
        + "input channel 'dta'; did you mean 'data'? (known: data, end)")]
    [InlineData("""{"input": {"data": [[1, 0, 1]]}}""", "a.jsonl:1:1: a sequence has no 'input'; did you mean 'inputs'? (known: inputs, "
        + "targets, mask, source)")]
    [InlineData("""{"inputs": {"data": [[1, 0]]}}""", "a.jsonl:1:1: 'inputs.data', step 0: expected 3 numbers, the width of the channel, "
        + "found 2")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1], 5]}}""", "a.jsonl:1:1: 'inputs.data', step 1: expected a list of 3 numbers or null, "
        + "found '5'")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1]], "end": [0, 1]}}""", "a.jsonl:1:1: 'inputs.end': expected 1 steps, as many as the "
        + "channel before has, found 2")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1]]}, "targets": {"data": []}}""", "a.jsonl:1:1: 'targets': expected 1 steps, as many as "
        + "'inputs' have, found 0; a step in which nothing is wanted is null")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1]]}, "targets": {"data": [[0, 2, 0]]}}""", "a.jsonl:1:1: 'targets.data', step 0: a target "
        + "is a probability, from 0 to 1, found 2")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1]]}, "targets": {"data": [null]}, "mask": {"data": [0.5]}}""", "a.jsonl:1:1: 'mask.data', "
        + "step 0: a mask is 1 where a target counts, 0 elsewhere, found 0.5")]
    [InlineData("""{"inputs": {"data": [[1, 0, 1e39]]}}""", "a.jsonl:1:1: 'inputs.data', step 0: expected a finite number, found Infinity")]
    [InlineData("""{"inputs": {"data": []}}""", "a.jsonl:1:1: 'inputs': a sequence has at least one step, found none")]
    [InlineData("""{"targets": {"data": [[1, 0, 1]]}}""", "a.jsonl:1:1: 'inputs': a sequence has at least one step, found none")]
    [InlineData("""{"inputs": [[1, 0, 1]]}""", "a.jsonl:1:1: 'inputs': expected an object with the task's channels: data, end")]
    [InlineData("""{"inputs": {"data": 5}}""", "a.jsonl:1:1: 'inputs.data': expected a list with an item for each step, at most 1048576")]
    [InlineData("""[1]""", "a.jsonl:1:1: expected a JSON object with the key 'inputs'")]
    [InlineData("\n{\"inputs\": ", "a.jsonl:2:12: expected a JSON object with a sequence on a line of its own, and this is not valid JSON")]
    [InlineData("""{"inputs": {"data": [[1,0,1]]}, "inputs": {"data": [[1,0,1]]}}""", "a.jsonl:1:1: expected a JSON object with a sequence on "
        + "a line of its own, and this is not valid JSON")]
    [InlineData("""{"inputs": {"data": [[1,0,1]]}, "source": {"data": [[1,0,1]]}}""", "a.jsonl:1:1: 'source': the machine reads no source "
        + "apart from the sequence; let 'inputs' begin with it")]
    [InlineData("", "a.jsonl: it has no sequence")]
    public void A_wrong_line_is_explained_with_its_place(string text, string message) => Assert.Equal(message, Problem("a.jsonl", text));

    [Theory]
    [InlineData("inputs.data.3\n1", "a.csv:1:1: 'inputs.data.3': the columns of 'data' are 0 to 2")]
    [InlineData("data\n1", "a.csv:1:1: 'data': expected 'sequence', or a side and a channel, as inputs.NAME, inputs.NAME.0, targets.NAME and "
        + "mask.NAME")]
    [InlineData("inputs.ende\n1", "a.csv:1:1: 'inputs': the task 'copy', which the machine was trained on, has no input channel 'ende'; did "
        + "you mean 'end'? (known: data, end)")]
    [InlineData("inputs.end\n1,2", "a.csv:2:1: expected 1 fields with commas between them, as the first line has")]
    [InlineData("inputs.end\nyes", "a.csv:2:1: 'inputs.end', step 0: expected a number, found 'yes'")]
    [InlineData("inputs.data.0\n1", "a.csv:2:1: 'inputs.data', step 0: expected 3 numbers, the width of the channel, found 1")]
    [InlineData("inputs.end", "a.csv: it has no sequence")]
    public void So_is_a_wrong_table(string text, string message) => Assert.Equal(message, Problem("a.csv", text));

    [Fact]
    public void So_are_wrong_arrays_and_files()
    {
        Assert.Equal("a.npz: 'inputs': expected numbers [sequences, steps, 4], the columns of the task 'copy', found <f4 [2, 3]",
            Arrays(NpyArray.Of<float>(new float[6], 2, 3)));
        Assert.Equal("a.npz: 'inputs': expected numbers [sequences, steps, 4], the columns of the task 'copy', found <U1 [1, 1, 4]",
            Arrays(NpyArray.OfTexts(["a", "b", "c", "d"], 1, 1, 4)));
        Assert.Equal("a.npz: 'length': expected 1 whole numbers from 1 to 1", Arrays(NpyArray.Of<float>(new float[4], 1, 1, 4), 2));
        Assert.Equal("a.npz (sequence 0): 'inputs.data', step 0: expected a finite number, found NaN",
            Arrays(NpyArray.Of<float>([0, float.NaN, 0, 0], 1, 1, 4)));
        TaskDefinition task = _bench.Load().Task;
        Assert.EndsWith("ends in none of .jsonl, .csv, .npz",
            Assert.Throws<InvalidInputException>(() => SequenceFile.Read("--input", "a.txt", task, false)).Message, StringComparison.Ordinal);
        Assert.EndsWith("there is no such file",
            Bench.Fails(() => SequenceFile.Read("--input", _bench["none.csv"], task, false)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_bench["folder.csv"]);
        Assert.EndsWith("it is a folder, not a file",
            Bench.Fails(() => SequenceFile.Read("--input", _bench["folder.csv"], task, false)).Message, StringComparison.Ordinal);
        File.WriteAllText(_bench["b.npz"], "no zip");
        Assert.EndsWith("it is no .npz file",
            Bench.Fails(() => SequenceFile.Read("--input", _bench["b.npz"], task, false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_the_vocabulary_lacks_are_named_and_much_that_is_wrong_is_not_all_told()
    {
        TaskDefinition task = _bench.Load(Bench.Names).Task;
        File.WriteAllText(_bench["a.jsonl"], """
            {"source": {"name": ["a", "x"]}, "inputs": {"back": ["<begin>"]}, "targets": {"kind": ["mann"]}}
            """);
        string[] problems = [.. Assert.Throws<InvalidInputException>(() => SequenceFile.Read("--input", _bench["a.jsonl"], task, true))
            .Diagnostics.Select(each => each.Message)];
        Assert.Contains("'targets.kind', step 0: the vocabulary 'kind' has no symbol 'mann'; did you mean 'man'?", problems[^1],
            StringComparison.Ordinal);
        File.WriteAllText(_bench["a.jsonl"], string.Concat(Enumerable.Repeat("{\"inputs\": {\"back\": [99]}}\n", 100)));
        Assert.InRange(Assert.Throws<InvalidInputException>(() => SequenceFile.Read("--input", _bench["a.jsonl"], task, true))
            .Diagnostics.Count, 20, 25);
        File.WriteAllText(_bench["a.jsonl"], """{"inputs": {"back": ["<begin>"]}}""");
        Assert.Contains("the machine reads what it answers from before", Assert.Throws<InvalidInputException>(
            () => SequenceFile.Read("--input", _bench["a.jsonl"], task, true)).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<GivenSequence> Read(string name, string text)
    {
        File.WriteAllText(_bench[name], text);
        return SequenceFile.Read("--input", _bench[name], _bench.Load().Task, readsSource: false);
    }

    private string Problem(string name, string text) => Assert.Single(
        Assert.Throws<InvalidInputException>(() => Read(name, text)).Diagnostics).ToString().Replace(_bench[name], name);

    private string Arrays(NpyArray inputs, int? length = null)
    {
        using (NpzWriter file = NpzWriter.Create(_bench["a.npz"]))
        {
            file.Add("inputs", inputs);
            if (length is { } own)
                file.Add("length", NpyArray.Of<int>([own]));
            file.Complete();
        }

        return Assert.Single(Assert.Throws<InvalidInputException>(
                () => SequenceFile.Read("--input", _bench["a.npz"], _bench.Load().Task, readsSource: false)).Diagnostics)
            .ToString().Replace(_bench["a.npz"], "a.npz");
    }
}
