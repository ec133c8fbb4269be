namespace K8tre.Automation.Operations.Outputs;

/// <summary>A file that only its owner can read. It is written completely or not at all.</summary>
internal static class SecretFile
{
    /// <summary>Writes the text. An existing file is replaced, with its permissions.</summary>
    /// <param name="option">Name of the option, for errors.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="CommandException">The file is not writable.</exception>
    public static void Write(string option, string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            using (var writer = new StreamWriter(draft, options))
                writer.Write(text);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw CommandException.WrongCall($"{option} is '{path}', which is not writable: {error.Message}");
        }
    }
}
