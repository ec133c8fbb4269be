using System.Text;
using System.Text.Json;
using K8tre.Automation;
using K8tre.Automation.Projects;
using K8tre.Tests.Automation;
using K8tre.Tests.Fuzzing.Settings;
using K8tre.Tests.Fuzzing.StackFiles;

namespace K8tre.Tests.Fuzzing;

/// <summary>Stack files with changed bytes.</summary>
public sealed class StackFileFuzzTests
{
    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.Root, "Pulumi.*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        "config:\n  a: &a {x: 1, y: [1, 2]}\n  b: {<<: *a, x: 2}\n  c: [*a, *a]\n  1: 2.5\n  d: |\n    text\n  e: {secure: v1:a:b}\n",
    ];

    [Fact]
    public Task A_file_with_changed_bytes_is_read_or_refused_with_its_place() =>
        FuzzBudget.VerifyAsync(StackFileCase.From(Files), 4_000, file => Task.FromResult(Fault(file)));

    [Fact]
    public void What_was_ever_found_is_read_or_refused() =>
        Assert.All(Corpus.Files("StackFiles"), file => Assert.Null(Fault(File.ReadAllBytes(file))));

    private static string? Fault(byte[] file)
    {
        using var project = new TemporaryProject();
        File.WriteAllBytes(Path.Combine(project.Folder, "Pulumi.dev.yaml"), file);
        try
        {
            var config = StackConfig.Read(Project.Read(project.Folder), "dev");
            if (config.Values.TryGetValue("k8tre:platform", out var settings) && SettingsTrial.Read(settings, out var fault) is null)
                return fault is null ? null : Describe(fault, file);
            // As the program gets it.
            _ = JsonSerializer.Serialize(config.Values);
            return null;
        }
        catch (CommandException error)
        {
            return error.ExitCode == ExitCode.WrongCall && error.Message.Length < 1500 && !error.Message.Any(char.IsControl)
                ? null
                : Describe($"an unreadable refusal: {error.Message}", file);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Describe($"{error.GetType().Name}: {error.Message.Split('\n')[0]}\n{error.StackTrace}", file);
        }
    }

    private static string Describe(string fault, byte[] file) =>
        $"{fault}\n{Convert.ToBase64String(file)}\n{Encoding.UTF8.GetString(file)}";
}
