using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Compiles a program of a manual as its reader would, without a warning, and runs it.</summary>
internal static class PageProgram
{
    private static readonly string[] Usings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading"];

    public static void Execute(string program)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "page",
            [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(string.Concat(Usings.Select(name => $"global using {name};\n")))],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream stream = new();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(each => each.Severity >= DiagnosticSeverity.Warning));
        stream.Position = 0;
        AssemblyLoadContext context = new("page", isCollectible: true);
        context.LoadFromStream(stream).EntryPoint!.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
        context.Unload();
    }
}
