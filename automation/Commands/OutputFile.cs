namespace K8tre.Automation.Commands;

/// <summary>
/// A new file that is written completely or not at all, or an existing one, which stays what it is: a link, a pipe or a device.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;

    // A pipe has one reader, who reads until it is closed: it is opened once.
    private FileStream? _existing;

    private OutputFile(string path) => _path = path;

    /// <summary>Checks that the file can be written, before the plan runs.</summary>
    /// <exception cref="CommandException">The path is a folder, or the file is not writable.</exception>
    public static OutputFile At(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null || Directory.Exists(full))
            throw CommandException.WrongCall($"--out is '{path}', which is a folder; name a file");
        if (!Directory.Exists(folder))
            throw CommandException.WrongCall($"--out is '{path}', but the folder {folder} does not exist; create it first");

        var file = new OutputFile(full);
        file.Try(() =>
        {
            if (File.Exists(full) || new FileInfo(full).LinkTarget is not null)
                file._existing = new(full, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            else
                File.Create(file.Draft, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        });
        return file;
    }

    /// <summary>Writes the content to a draft and moves it to the path, or writes it to the existing file.</summary>
    /// <exception cref="CommandException">The file is not writable.</exception>
    public void Write(Action<Stream> content) => Try(() =>
    {
        if (_existing is not null)
        {
            using var complete = new MemoryStream();
            content(complete);
            if (_existing.CanSeek && _existing.Length > 0)
                _existing.SetLength(0);
            _existing.Write(complete.GetBuffer(), 0, (int)complete.Length);
            _existing.Dispose();
            return;
        }

        try
        {
            using (var stream = File.Create(Draft))
                content(stream);

            File.Move(Draft, _path);
        }
        catch
        {
            File.Delete(Draft);
            throw;
        }
    });

    /// <summary>Closes the file.</summary>
    public void Dispose() => _existing?.Dispose();

    private string Draft => $"{_path}.{Environment.ProcessId}.tmp";

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"--out is '{_path}', which is not writable: {error.Message}");
        }
    }
}
