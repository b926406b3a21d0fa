using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Lets a machine answer held-out episodes one by one, and keeps what it said, to be read.</summary>
internal static class AnswerRecorder
{
    /// <summary>Records the answers of some episodes; one that has no answer that comes back is left out.</summary>
    /// <param name="machine">The machine, of the memory size to record with.</param>
    /// <param name="point">What to record.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="first">The number of the first episode, from 0.</param>
    /// <param name="episodes">How many.</param>
    /// <exception cref="InvalidOperationException">The task has no answer that comes back.</exception>
    public static IReadOnlyList<GivenAnswer> Record(IMachine machine, EvaluationPoint point, IEngine engine, long first, int episodes)
    {
        TaskDefinition task = point.Task;
        TaskFeedback feedback = task.Feedback
            ?? throw new InvalidOperationException($"no answer comes back in the task '{task.Name}': it has no phase with 'feedback'");
        EpisodeSampler sampler = new(task) { ReadsSource = machine.Config.ReadsSource };
        EpisodeSampler whole = new(task);
        FreeAnswers answers = new(machine, task);
        Vocabulary? vocabulary = task.Targets.VocabularyOf(feedback.Answer.Channel);
        SequenceBatch batch = new();
        using Tape tape = engine.NewTape(machine.Parameters, recording: false);
        List<GivenAnswer> given = [];
        for (long episode = first; episode < first + episodes; episode++)
        {
            sampler.Sample(batch, Evaluator.StreamOf(point), episode, 1);
            if (answers.Run(tape, batch, sampler)[0] is not { } answer)
                continue;
            int? end = feedback.Answer.Terminator;
            Episode drawn = whole.Draw(Evaluator.StreamOf(point), episode);
            given.Add(new(
                episode, Shown(drawn, feedback), Words(answers.Wanted(batch, 0, sampler.AnswerStarts[0]), end, vocabulary),
                Words(answer, end, vocabulary), answer is [.., var last] && last == end));
        }

        return given;
    }

    private static List<KeyValuePair<string, IReadOnlyList<string>>> Shown(Episode episode, TaskFeedback feedback)
    {
        var shown = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        ChannelLayout inputs = episode.Task.Inputs;
        foreach ((Channel channel, Vocabulary? vocabulary) in inputs.Items.Zip(inputs.Vocabularies))
            if (channel != feedback.Input && (channel.Symbols is not null || vocabulary is not null))
            {
                IReadOnlyList<int> symbols = PreviewWords.SymbolsOf(episode, channel, isTarget: false, episode.Length);
                shown.Add(new(channel.Name, Words(symbols, vocabulary?.End, vocabulary)));
            }

        return shown;
    }

    private static string[] Words(IEnumerable<int> symbols, int? end, Vocabulary? vocabulary) =>
        [.. symbols.Where(symbol => symbol != end).Select(symbol => StepNames.NameOf(vocabulary, symbol))];
}
