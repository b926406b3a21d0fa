using System.CommandLine;

namespace NeuralMemory.Commands;

/// <summary>A command <c>schema</c>, which prints the JSON Schema of a kind of file.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="parent">The command that it stands below.</param>
    /// <param name="what">What the schema is of, such as <c>configs</c>.</param>
    /// <param name="schema">Makes the schema.</param>
    public static Command Create(Terminal terminal, string parent, string what, Func<string> schema)
    {
        DocumentedCommand command = new("schema", $"Print the JSON Schema of {what}, for editors",
            $"neuralmemory {parent} schema > {parent}.schema.json");
        command.SetAction(_ =>
        {
            terminal.Out.Write(schema());
            return ExitCodes.Done;
        });
        return command;
    }
}
