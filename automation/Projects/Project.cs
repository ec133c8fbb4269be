using K8tre.Stacks.Settings.Reading;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>A Pulumi project: the folder and the content of <c>Pulumi.yaml</c>.</summary>
internal sealed record Project
{
    /// <summary>Name of the project file.</summary>
    public const string FileName = "Pulumi.yaml";

    /// <summary>The folder of the project file.</summary>
    public required string Directory { get; init; }

    /// <summary>Name of the project, and namespace of its configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Folder of the program. Default: the folder of the project file.</summary>
    public required string ProgramDirectory { get; init; }

    /// <summary>Folder of the stack files. Default: the folder of the project file.</summary>
    public required string StackDirectory { get; init; }

    /// <summary>The configuration values that the project declares.</summary>
    public required IReadOnlyList<DeclaredValue> Config { get; init; }

    /// <summary>The stacks with a file <c>Pulumi.&lt;stack&gt;.yaml</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Stacks => System.IO.Directory.Exists(StackDirectory)
        ? [.. System.IO.Directory.EnumerateFiles(StackDirectory, "Pulumi.*.yaml")
            .Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length])
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads the project file of a folder.</summary>
    /// <exception cref="CommandException">The file is missing or malformed, or its runtime is not .NET.</exception>
    public static Project Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            throw CommandException.WrongCall($"there is no {FileName} in {directory}; run the command in the repository");

        var file = YamlFile.Read(path);
        var name = file.Text("name")
            ?? throw file.Error(file.Root, "'name' is missing; add `name: <project>`");
        RequireDotnet(file);

        return new()
        {
            Directory = directory,
            Name = name,
            ProgramDirectory = Path.GetFullPath(file.Text("main") ?? ".", directory),
            StackDirectory = Path.GetFullPath(file.Text("stackConfigDir") ?? ".", directory),
            Config = [.. (file.Map("config") ?? []).Children
                .Select(entry => DeclaredValue.Read(file, ConfigKey.Read(file, entry.Key, name), entry.Value))],
        };
    }

    /// <summary>Finds the folder of the project file: the given folder, or the nearest one above it.</summary>
    /// <exception cref="CommandException">No folder contains a project file.</exception>
    public static string FindDirectory(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, FileName)))
                return folder.FullName;
        }

        throw CommandException.WrongCall($"there is no {FileName} in {from} or a folder above it; run the command in the repository");
    }

    /// <summary>Finds the folder of the launcher, or else the nearest project from the current folder upwards.</summary>
    /// <exception cref="CommandException">No folder contains a project file.</exception>
    public static string FindDirectory()
        => Environment.GetEnvironmentVariable("K8TRE_ROOT") is { Length: > 0 } root
            ? Path.GetFullPath(root)
            : FindDirectory(System.IO.Directory.GetCurrentDirectory());

    private static void RequireDotnet(YamlFile file)
    {
        var runtime = YamlText.Entry(file.Root, "runtime")
            ?? throw file.Error(file.Root, "'runtime' is missing; add `runtime: dotnet`");
        var language = runtime is YamlMappingNode options
            ? YamlText.Entry(options, "name") ?? runtime
            : runtime;
        if (YamlText.Text(language) != "dotnet")
            throw file.Error(
                language, $"runtime is '{EchoedText.Value(YamlText.Text(language))}'; write `dotnet`, the only runtime of `plan`");
    }
}
