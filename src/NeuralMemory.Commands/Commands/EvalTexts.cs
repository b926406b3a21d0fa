using System.Text;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// What <c>eval --input FILE.txt</c> does: a machine answers texts of one's own, one a line, and its own answer comes back to it.
/// </summary>
internal static class EvalTexts
{
    private const string Ending = ".txt", Lines = ".jsonl";

    // Like that of a corpus.
    private const int MostBytes = 16_000_000;

    /// <summary>Whether a file has texts, rather than sequences.</summary>
    public static bool Has(string input) => input.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Has the texts of a file answered.</summary>
    /// <param name="terminal">Where the answers go, where they go to no file.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="request">Says how many slots and answers side by side.</param>
    /// <param name="input">The file.</param>
    /// <param name="outputs">Where the answers go; null for the terminal.</param>
    /// <param name="json">Whether a script reads it.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, TrainedMachine machine, EvaluationRequest request, string input, string? outputs, bool json)
    {
        if (outputs is not null && !outputs.EndsWith(Lines, StringComparison.OrdinalIgnoreCase))
            throw Wrong("--outputs", $"answers to texts are texts, one a line: name a file that ends in {Lines}");
        TaskDefinition task = machine.Experiment.Task;
        if (task.Feedback is null || task.Corpus is null)
            throw Wrong("--input", $"texts are answered in words, and the task '{task.Name}' has "
                + (task.Corpus is null ? "no corpus whose words they could be" : "no phase with 'feedback' in which words come back")
                + "; give sequences, in a file .jsonl, .csv or .npz");
        EvaluationPoint point = machine.PointsOf(request)[0];
        IReadOnlyList<GivenAnswer> answers = machine.AnswersToTexts(point, Read(input));
        if (outputs is not null)
            AtomicFile.Write(outputs, stream =>
            {
                using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                foreach (GivenAnswer answer in answers)
                    text.Write(Json.Line(AnswerText.Document(answer)) + "\n");
            });
        else if (json)
            foreach (GivenAnswer answer in answers)
                Json.WriteLine(terminal, AnswerText.Document(answer));
        else
            AnswerText.Print(terminal, answers);
        if (outputs is not null && json)
            Json.Write(terminal, new JsonObject { ["texts"] = answers.Count, ["beam"] = point.Task.Feedback!.Beam, ["outputs"] = outputs });
        else if (outputs is not null)
            terminal.WriteWords(
                $"{Readable.Count(answers.Count)} {(answers.Count == 1 ? "text" : "texts")} answered: {outputs}", indent: 2);
        return ExitCodes.Done;
    }

    private static List<GivenText> Read(string input)
    {
        Diagnostics diagnostics = new();
        string? text = TextFile.Read(input, MostBytes, $"the file is longer than {MostBytes} bytes", diagnostics);
        diagnostics.ThrowIfAny();
        List<GivenText> texts = [];
        int number = 0;
        foreach (string line in text!.Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                texts.Add(new(line.Trim(), new(input, number, 1 + line.Length - line.TrimStart().Length)));
        }

        return texts.Count > 0 ? texts : throw Wrong(input, "it has no text");
    }

    private static InvalidInputException Wrong(string place, string problem) => new(SourceMark.WholeFile(place), problem);
}
