# frozen_string_literal: true

module FunnelMath
  # The C library: where it is, and that it has what this gem calls.
  module Native
    extend FFI::Library

    # Where the library may be: what the environment says alone, else each place in turn.
    def self.candidates
      given = ENV["FUNNELMATH_LIBRARY"].to_s
      return [given] unless given.empty?

      name = FFI::Platform.mac? ? "libfunnelmath.#{ABI}.dylib" : "libfunnelmath.so.#{ABI}"
      # Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
      folders = ["lib", "lib/#{RbConfig::CONFIG["arch"]}", "lib/#{FFI::Platform::ARCH}-linux-gnu", "lib64"].uniq
      prefix = ENV["FUNNELMATH_PREFIX"].to_s
      return folders.map { |folder| File.join(prefix, folder, name) } unless prefix.empty?

      [File.join(__dir__, name), name, *folders.map { |folder| File.join("/usr/local", folder, name) }]
    end

    def self.load
      ffi_lib candidates
      path = ffi_libraries.first.name
      missing = FUNCTIONS.reject { |name, declared| bind(name, *declared) }.keys
      unless missing.empty?
        more = missing.size > 1 ? ", and #{missing.size - 1} more" : ""
        raise LoadError, "the funnelmath library #{path} is older than this gem: install a newer one " \
                         "(it has no funnelmath_#{missing[0]}#{more})"
      end
      return path if abi == ABI

      raise LoadError, "this gem needs interface #{ABI} of the funnelmath library; #{path} has #{abi}"
    end

    def self.bind(name, parameters, result, is_long)
      attach_function(name, "funnelmath_#{name}", parameters, result, blocking: is_long)
    rescue FFI::NotFoundError
      nil
    end
    private_class_method :candidates, :load, :bind

    begin
      PATH = load
    rescue LoadError => e
      raise if e.message.include?("funnelmath library")

      raise LoadError, "the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its path " \
                       "or FUNNELMATH_PREFIX to where it is installed (#{e.message})"
    end
  end
  private_constant :Native
end
